# SPDX-License-Identifier: Apache-2.0
"""A trainer for latency.py: reports at its own pace and notes when each report was in the file.

Trials up to --good report well and end; later ones report worse, --reports times or until they are told to end, and
write `<step> <nanoseconds>` lines, `term` last, to a file below $NOTES.
"""
import argparse
import os
import random
import signal
import sys
import time

sys.path.insert(0, os.environ["WRITER"])
from events import Writer  # noqa: E402

parser = argparse.ArgumentParser()
parser.add_argument("--x", type=float)
parser.add_argument("--good", type=int, default=0)
parser.add_argument("--reports", type=int, default=20)
parser.add_argument("--pause", type=float, default=0.5, help="seconds between two reports, on average")
flags = parser.parse_args()

signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
trial = int(os.environ["CLOUD_ML_TRIAL_ID"])
notes = open(os.path.join(os.environ["NOTES"], str(trial)), "w")
writer = Writer()


def wait(seconds):
    """Returns early, and true, when TERM comes."""
    return signal.sigtimedwait({signal.SIGTERM}, seconds) is not None


if trial <= flags.good:
    for step in range(3):
        writer.add("accuracy", 0.9, step)
    sys.exit()

wait(2 + random.uniform(0, flags.pause))
for step in range(flags.reports):
    writer.add("accuracy", 0.1, step)
    notes.write(f"{step} {time.time_ns()}\n")
    if wait(flags.pause * random.uniform(0.5, 1.5)):
        notes.write(f"term {time.time_ns()}\n")
        break
