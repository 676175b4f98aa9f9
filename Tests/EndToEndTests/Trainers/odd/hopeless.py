# SPDX-License-Identifier: Apache-2.0
"""The first five trials report 0.5, 0.7, 0.9 and end. Every later one reports 0.1 three times, the last one again and again
until TERM comes: when it started, too few others may have ended to judge it.

Nobody but Attune ends it; it notes "stopped TRIAL" in $LEDGER and exits with 0, as well-behaved trainers do.
"""
import os
import signal

from events import Writer

signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
trial = int(os.environ["CLOUD_ML_TRIAL_ID"])
writer = Writer()
for step, value in enumerate([0.5, 0.7, 0.9] if trial <= 5 else [0.1, 0.1, 0.1]):
    writer.add("accuracy", value, step)
if trial > 5:
    while signal.sigtimedwait({signal.SIGTERM}, 0.1) is None:
        writer.add("accuracy", 0.1, 2)
    with open(os.environ["LEDGER"], "a") as ledger:
        ledger.write(f"stopped {trial}\n")
