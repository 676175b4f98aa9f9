# SPDX-License-Identifier: Apache-2.0
"""Upload, submit, run and collect a package of 50 MB (or MEGABYTES) while the server is killed again and again.

The upload goes on where it was: what is sent twice is bounded by the kills, not by the file.
"""
import hashlib
import http.client
import io
import json
import os
import random
import signal
import subprocess
import sys
import tarfile
import threading
import time

RANDOM = random.Random(int(os.environ.get("SEED", "1")))
KILLS, SIZE = int(os.environ.get("KILLS", "12")), int(os.environ.get("MEGABYTES", "50")) << 20
CHUNK = 1 << 20
TOKEN = os.environ["OWNER"]
TRAINER = """
import argparse, hashlib, os, shutil, time
parser = argparse.ArgumentParser()
parser.add_argument('--rate', type=float)
parser.add_argument('--job-dir')
flags = parser.parse_args()
import hypertune
report = hypertune.HyperTune()
for step in range(10):
    report.report_hyperparameter_tuning_metric('accuracy', flags.rate, step)
    time.sleep(0.1)
os.makedirs(flags.job_dir, exist_ok=True)
shutil.copyfile('data.bin', flags.job_dir + '/copy.bin')
"""


class Server:
    def __init__(self):
        self.port, self.process, self.lives, self.lock = 0, None, 0, threading.Lock()
        self.start()

    def start(self):
        self.process = subprocess.Popen([os.environ["ATTUNE"], "serve", "--port", str(self.port)], stderr=subprocess.PIPE, text=True)
        for line in self.process.stderr:
            if "listening at" in line:
                self.port = int(line.split("127.0.0.1:")[1].split(";")[0])
                break
        else:
            raise SystemExit("the server did not start")
        self.lives += 1
        threading.Thread(target=self.process.stderr.read, daemon=True).start()

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


server = Server()
stop = threading.Event()


def storm():
    for _ in range(KILLS):
        if stop.wait(RANDOM.uniform(0.02, 0.5)):
            return
        server.kill()
        stop.wait(RANDOM.uniform(0, 0.2))
        server.start()


def call(method, target, body=None, headers=()):
    """One request; None where the server was not there, or died over it."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    try:
        connection.request(method, target, body, {"Authorization": f"Bearer {TOKEN}", **dict(headers)})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    except (OSError, http.client.HTTPException):
        time.sleep(0.02)
        return None
    finally:
        connection.close()


def insist(method, target, body=None, headers=(), good=(200,)):
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        answer = call(method, target, body, headers)
        if answer and answer[0] in good:
            return answer
        assert answer is None or answer[0] == 503, f"{method} {target}: {answer[0]} {answer[2][:500]!r}"
    raise SystemExit(f"{method} {target}: no answer in two minutes")


data = RANDOM.randbytes(SIZE)
buffer = io.BytesIO()
with tarfile.open(fileobj=buffer, mode="w") as archive:
    for name, content in [("setup.py", b""), ("trainer/__init__.py", b""), ("trainer/task.py", TRAINER.encode()), ("data.bin", data)]:
        info = tarfile.TarInfo(f"trainer-1/{name}")
        info.size = len(content)
        archive.addfile(info, io.BytesIO(content))
package = buffer.getvalue()

insist("POST", "/storage/v1/b", json.dumps({"name": "packages"}), good=(200, 409))
storms = threading.Thread(target=storm)
storms.start()
try:
    # Upload, in parts; after each death the server is asked how far it is.
    _, headers, _ = insist("POST", "/upload/storage/v1/b/packages/o?uploadType=resumable&name=trainer.tar")
    place = headers["Location"].split(str(server.port), 1)[1]
    received, sent, asked = 0, 0, 0
    while True:
        part = package[received:received + CHUNK]
        sent += len(part)
        answer = call("PUT", place, part, {"Content-Range": f"bytes {received}-{received + len(part) - 1}/{len(package)}"})
        if answer is None:
            asked += 1
            answer = insist("PUT", place, b"", {"Content-Range": f"bytes */{len(package)}"}, good=(200, 308))
        if answer[0] == 200:
            break
        assert answer[0] == 308, answer
        received = int(answer[1]["Range"].split("-")[1]) + 1 if answer[1]["Range"] else 0
    kept = json.loads(answer[2])
    assert int(kept["size"]) == len(package)
    assert sent <= len(package) + asked * CHUNK, "the upload begins anew"
    # Submit: a job whose answer was lost is there, or can be made again.
    job = {"jobId": "big_1", "trainingInput": {
        "pythonModule": "trainer.task", "packageUris": ["gs://packages/trainer.tar"], "jobDir": "gs://packages/out",
        "hyperparameters": {"hyperparameterMetricTag": "accuracy", "maxTrials": 2, "maxParallelTrials": 2, "params": [
            {"parameterName": "rate", "type": "DOUBLE", "minValue": 0, "maxValue": 1}]}}}
    insist("POST", "/v1/projects/p/jobs", json.dumps(job), good=(200, 409))
    # Run.
    deadline = time.monotonic() + 180
    while True:
        found = json.loads(insist("GET", "/v1/projects/p/jobs/big_1")[2])
        if found["state"] not in ("QUEUED", "RUNNING"):
            break
        assert time.monotonic() < deadline, found
        time.sleep(0.1)
    assert found["state"] == "SUCCEEDED" and found["trainingOutput"]["completedTrialCount"] == "2", found
    # Collect, from where the last answer broke off.
    for trial in ("1", "2"):
        copy = b""
        while len(copy) < SIZE:
            answer = call("GET", f"/download/storage/v1/b/packages/o/out%2F{trial}%2Fcopy.bin?alt=media",
                          headers={"Range": f"bytes={len(copy)}-{len(copy) + 8 * CHUNK - 1}"})
            if answer:
                assert answer[0] == 206, answer
                copy += answer[2]
        assert hashlib.sha256(copy).digest() == hashlib.sha256(data).digest(), "what comes back is what was sent"
finally:
    stop.set()
    storms.join()
    server.process.send_signal(signal.SIGTERM)
assert server.process.wait(30) == 0
leftovers = [name for name in os.listdir(f"{os.environ['ATTUNE_HOME']}/packages")] if os.path.isdir(f"{os.environ['ATTUNE_HOME']}/packages") else []
print(f"{server.lives} lives; {sent / len(package):.2f} times the package was sent, {asked} times asked how far; left behind: {leftovers}")
