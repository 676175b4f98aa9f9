# SPDX-License-Identifier: Apache-2.0
"""Reports one step, waits, reports its last one. It waits for the file $GATE, or where there is none, --seconds.

Where $LEDGER names a file, a line "start TRIAL" and a line "end TRIAL" are appended to it, each in one write: who
counts the lines knows how often each trial was launched, and how many ran at a time.
"""
import argparse
import os
import time

from events import Writer

parser = argparse.ArgumentParser()
parser.add_argument("--x", type=float, default=0.5)
parser.add_argument("--seconds", type=float, default=1)
flags = parser.parse_args()


def note(word):
    ledger = os.environ.get("LEDGER")
    if ledger:
        file = os.open(ledger, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
        os.write(file, f"{word} {os.environ.get('CLOUD_ML_TRIAL_ID')}\n".encode())
        os.close(file)


note("start")
writer = Writer()
writer.add("accuracy", 0.1, 1)
gate = os.environ.get("GATE")
if gate:
    while not os.path.exists(gate):
        time.sleep(0.02)
else:
    time.sleep(flags.seconds)
writer.add("accuracy", 1 - (flags.x - 0.3) ** 2, 2)
note("end")
