# SPDX-License-Identifier: Apache-2.0
"""Holds 200 MB and says so in the file $HELD; lets three quarters go once $GATE is there, and says that, too; ends once
$END is there."""
import argparse
import os
import time

from events import Writer

parser = argparse.ArgumentParser()
parser.add_argument("--x", type=float, default=0.5)
flags = parser.parse_args()


def wait_for(name):
    while not os.path.exists(os.environ[name]):
        time.sleep(0.02)


def say(word):
    with open(os.environ["HELD"] + ".new", "w") as file:
        file.write(word)
    os.rename(os.environ["HELD"] + ".new", os.environ["HELD"])


blocks = [b"x" * 50_000_000 for _ in range(4)]
say("much")
wait_for("GATE")
del blocks[1:]
say("little")
wait_for("END")
Writer().add("accuracy", flags.x, 1)
