# SPDX-License-Identifier: Apache-2.0
"""A job's controller is killed, twice: the server gives the job another one each time, and every trial counts once."""
import json
import os
import signal
import time

from plain import get, stream, submit

TRAINER = """
import sys, time
import hypertune
for step in range(8):
    hypertune.HyperTune().report_hyperparameter_tuning_metric('accuracy', float(sys.argv[1].split('=')[1]), step)
    time.sleep(0.1)
"""


def controllers():
    """The processes that have owned the job, in order: each opens its journal once."""
    pids, begin = [], time.monotonic()
    for line in stream("kept_1"):
        if line.startswith("data: {") and '"event":"opened"' in line:
            pids.append(json.loads(line[6:])["owner"]["pid"])
        if line.startswith("event: end") or time.monotonic() - begin > 1:
            break
    return pids


submit("kept_1", TRAINER, trials=12)
killed = []
while len(killed) < 2:
    fresh = [pid for pid in controllers() if pid not in killed]
    if fresh:
        os.kill(fresh[-1], signal.SIGKILL)
        killed.append(fresh[-1])
deadline = time.monotonic() + 120
while (job := get("/kept_1"))["state"] in ("QUEUED", "RUNNING"):
    assert time.monotonic() < deadline, job
    time.sleep(0.1)
assert job["state"] == "SUCCEEDED" and job["trainingOutput"]["completedTrialCount"] == "12", job
assert [t["trialId"] for t in sorted(job["trainingOutput"]["trials"], key=lambda t: int(t["trialId"]))] == [str(n) for n in range(1, 13)]
assert len(controllers()) == 3, "one at first, and one for each that was killed"
