#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The server under load: 1,000 jobs of 100 trials, listed, filtered and paged 50 times a second; 200 event streams.

    Benchmarks/server/load.py [ATTUNE]      (ATTUNE: the binary; .build/release/attune unless given)

One job of 100 trials is run, and its folder copied 999 times. The server has one processor (taskset). Requests are sent when
they are due, whether or not earlier ones have been answered, and their time counts from then.
"""
import http.client
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
ATTUNE = str(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / ".build/release/attune").resolve())
RATE, SECONDS, JOBS, STREAMS = 50, 30, 1_000, 200
# Which limits hold: lists at p99 within 100 ms, and 150 MB of memory.
kept = {}
TUNING = """
trainingInput:
  hyperparameters:
    goal: MAXIMIZE
    hyperparameterMetricTag: accuracy
    maxTrials: 100
    maxParallelTrials: 4
    algorithm: RANDOM_SEARCH
    params:
      - {parameterName: rate, type: DOUBLE, minValue: 0.1, maxValue: 0.9}
      - {parameterName: units, type: INTEGER, minValue: 1, maxValue: 512, scaleType: UNIT_LOG_SCALE}
      - {parameterName: act, type: CATEGORICAL, categoricalValues: [relu, tanh]}
"""
TRAINER = """printf '{"accuracy": "0.%s", "global_step": "1", "timestamp": 1.0, "trial": "1", "checkpoint_path": ""}\\n' \
"${1##*.}" > "$CLOUD_ML_HP_METRIC_FILE"
"""


def prepare(home, project):
    (project / "tuning.yml").write_text(TUNING)
    (project / "train.sh").write_text(TRAINER)
    subprocess.run([ATTUNE, "run", "--plain", "train.sh"], cwd=project, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    job, = (home / "jobs").iterdir()
    for number in range(JOBS - 1):
        copy = home / "jobs" / f"{job.name}_{number:04d}"
        copy.mkdir()
        for name in ("journal.sqlite", "job.json", "owner.lock", "environment"):
            if (job / name).exists():
                shutil.copy2(job / name, copy / name)
    return job.name


class Server:
    def __init__(self):
        command = [ATTUNE, "serve", "--port", "0"]
        processor = str(max(os.sched_getaffinity(0)))
        self.process = subprocess.Popen(["taskset", "-c", processor] + command, stderr=subprocess.PIPE, text=True)
        for line in self.process.stderr:
            if "listening at" in line:
                self.port = int(line.split("127.0.0.1:")[1].split(";")[0])
                break
        self.token = subprocess.run([ATTUNE, "serve", "--show-token", "viewer"], capture_output=True, text=True, check=True).stdout.strip()
        threading.Thread(target=self.process.stderr.read, daemon=True).start()

    @property
    def cpu(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")")[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def megabytes(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0]) / 1024

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def get(self, connection, target, **headers):
        connection.request("GET", target, headers={"Authorization": f"Bearer {self.token}", **headers})
        return connection.getresponse()


def load(server, job):
    jobs = "/v1/projects/p/jobs"
    targets = [f"{jobs}?pageSize=20", f"{jobs}?pageSize=100", f"{jobs}?filter=state:SUCCEEDED", f"{jobs}?filter=jobId:{job}*0500*",
               f"{jobs}?pageSize=20&pageToken="]
    times, sizes, lock = [], [], threading.Lock()
    begin, count, width = time.perf_counter() + 0.5, RATE * SECONDS, 16

    def work(first):
        connection, token = server.connect(), ""
        for number in range(first, count, width):
            due = begin + number / RATE
            time.sleep(max(0, due - time.perf_counter()))
            target = targets[number % len(targets)]
            answer = server.get(connection, target + token if target.endswith("=") else target)
            body = answer.read()
            spent = time.perf_counter() - due
            assert answer.status == 200, body[:200]
            if target.endswith("="):
                token = json.loads(body).get("nextPageToken", "")
            with lock:
                times.append(spent)
                sizes.append(len(body))

    threads = [threading.Thread(target=work, args=(first,)) for first in range(width)]
    before = server.cpu
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(times) == count
    times.sort()
    kept["p99"] = times[count * 99 // 100] * 1e3 <= 100
    print(f"{count} lists, {RATE}/s, {sum(sizes) / count / 1e3:.0f} kB each: p50 {times[count // 2] * 1e3:.1f} ms, "
          f"p99 {times[count * 99 // 100] * 1e3:.1f} ms, worst {times[-1] * 1e3:.0f} ms; {(server.cpu - before) / SECONDS * 100:.0f} % of a processor")


def streams(server, job):
    """All at once: half of them on one job, the others on a job each."""
    names = [job] * (STREAMS // 2) + [f"{job}_{number:04d}" for number in range(STREAMS - STREAMS // 2)]
    connections = [server.connect() for _ in names]
    begin, before = time.perf_counter(), server.cpu
    answers = [server.get(connection, f"/v1/projects/p/jobs/{name}/events") for connection, name in zip(connections, names)]
    assert all(answer.status == 200 for answer in answers)
    ended = []

    def read(answer):
        if b"event: end" in answer.read():
            ended.append(answer)

    threads = [threading.Thread(target=read, args=(answer,)) for answer in answers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ended) == STREAMS, f"{len(ended)} of {STREAMS} streams came to their end"
    print(f"{STREAMS} event streams at once, all to their end in {time.perf_counter() - begin:.1f} s, {server.cpu - before:.1f} s of processor time")


with tempfile.TemporaryDirectory() as folder:
    os.environ["ATTUNE_HOME"] = f"{folder}/home"
    (pathlib.Path(folder) / "project").mkdir()
    name = prepare(pathlib.Path(folder) / "home", pathlib.Path(folder) / "project")
    server = Server()
    try:
        time.sleep(8)
        print(f"ready: {server.cpu:.1f} s of processor time, {server.megabytes:.0f} MB")
        load(server, name)
        streams(server, name)
        kept["memory"] = server.megabytes <= 150
        print(f"most memory: {server.megabytes:.0f} MB")
    finally:
        server.process.terminate()
        server.process.wait(30)
sys.exit(not all(kept.values()))
