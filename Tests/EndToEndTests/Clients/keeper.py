# SPDX-License-Identifier: Apache-2.0
"""A job's controller is killed, twice: the server gives the job another one each time, and every trial counts once."""
import http.client
import io
import json
import os
import signal
import tarfile
import time

PORT, OWNER = int(os.environ["ATTUNE_PORT"]), os.environ["OWNER"]
TRAINER = """
import sys, time
import hypertune
for step in range(8):
    hypertune.HyperTune().report_hyperparameter_tuning_metric('accuracy', float(sys.argv[1].split('=')[1]), step)
    time.sleep(0.1)
"""


def call(method, target, body=None):
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    connection.request(method, target, body, {"Authorization": f"Bearer {OWNER}"})
    answer = connection.getresponse()
    content = answer.read()
    assert answer.status == 200, (method, target, answer.status, content)
    return json.loads(content)


def controllers():
    """The processes that have owned the job, in order: each opens its journal once."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    connection.request("GET", "/v1/projects/p/jobs/kept_1/events", headers={"Authorization": f"Bearer {OWNER}"})
    pids, answer = [], connection.getresponse()
    begin = time.monotonic()
    for line in answer:
        if line.startswith(b"data: {") and b'"event":"opened"' in line:
            pids.append(json.loads(line[6:])["owner"]["pid"])
        if line.startswith(b"event: end") or time.monotonic() - begin > 1:
            break
    connection.close()
    return pids


buffer = io.BytesIO()
with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
    for name, text in [("setup.py", ""), ("trainer/__init__.py", ""), ("trainer/task.py", TRAINER)]:
        info = tarfile.TarInfo(f"t-1/{name}")
        info.size = len(text.encode())
        archive.addfile(info, io.BytesIO(text.encode()))
call("POST", "/storage/v1/b", json.dumps({"name": "packages"}))
call("POST", "/upload/storage/v1/b/packages/o?uploadType=media&name=t.tgz", buffer.getvalue())
call("POST", "/v1/projects/p/jobs", json.dumps({"jobId": "kept_1", "trainingInput": {
    "pythonModule": "trainer.task", "packageUris": ["gs://packages/t.tgz"], "hyperparameters": {
        "hyperparameterMetricTag": "accuracy", "maxTrials": 12, "params": [
            {"parameterName": "rate", "type": "DOUBLE", "minValue": 0, "maxValue": 1}]}}}))
killed = []
while len(killed) < 2:
    fresh = [pid for pid in controllers() if pid not in killed]
    if fresh:
        os.kill(fresh[-1], signal.SIGKILL)
        killed.append(fresh[-1])
deadline = time.monotonic() + 120
while (job := call("GET", "/v1/projects/p/jobs/kept_1"))["state"] in ("QUEUED", "RUNNING"):
    assert time.monotonic() < deadline, job
    time.sleep(0.1)
assert job["state"] == "SUCCEEDED" and job["trainingOutput"]["completedTrialCount"] == "12", job
assert [t["trialId"] for t in sorted(job["trainingOutput"]["trials"], key=lambda t: int(t["trialId"]))] == [str(n) for n in range(1, 13)]
assert len(controllers()) == 3, "one at first, and one for each that was killed"
