# SPDX-License-Identifier: Apache-2.0
"""Measures what it costs to follow a thousand event files, and how long a record takes to be reported; prints Markdown.

    python bench.py FOLLOW_FILES

FOLLOW_FILES is this folder's program. Ends with 1 where a limit is passed.
"""
import argparse
import os
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "Tests/EndToEndTests/Trainers/odd"))
from events import Writer  # noqa: E402

parser = argparse.ArgumentParser()
parser.add_argument("follow_files", type=pathlib.Path)
parser.add_argument("--seconds", type=int, default=60, help="of each measurement of cost")
options = parser.parse_args()


class Followed:
    """The program, following trials of some files each; what it reports is kept by trial and step."""

    def __init__(self, place, trials, files):
        self.folders = [place / f"trial{number}" for number in range(1, trials + 1)]
        self.writers = {}
        for number, folder in enumerate(self.folders, 1):
            (folder / "hypertune").mkdir(parents=True)
            for file in range(files):
                self.writers[number, file] = Writer(str(folder / "work" / f"run{file}"))
        self.reported = {}
        self.process = subprocess.Popen([options.follow_files, *self.folders], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        assert self.process.stdout.readline() == "ready\n"
        self.reader = threading.Thread(target=self.read)
        self.reader.start()

    def read(self):
        for line in self.process.stdout:
            trial, step, time_ns = map(int, line.split())
            self.reported.setdefault((trial, step), time_ns)

    def cpu(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def peak_memory(self):
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
        return 0.0

    def end(self):
        self.process.stdin.close()
        self.reader.join()
        self.process.wait()


def share(followed, body):
    """CPU time by wall time while the body runs."""
    cpu, start = followed.cpu(), time.monotonic()
    body()
    return (followed.cpu() - cpu) / (time.monotonic() - start)


def grow(followed, step, seconds):
    """A record for each file every ten seconds, one file after the other."""
    start, count = time.monotonic(), 0
    writers = list(followed.writers.values())
    while time.monotonic() - start < seconds:
        writers[count % len(writers)].add("accuracy", 0.5, step + count // len(writers))
        count += 1
        time.sleep(max(0, start + count * 10 / len(writers) - time.monotonic()))
    return count


def costs(place, trials, files):
    followed = Followed(place, trials, files)
    for writer in followed.writers.values():
        writer.add("accuracy", 0.5, 0)
    time.sleep(12)
    idle = share(followed, lambda: time.sleep(options.seconds))
    busy = share(followed, lambda: grow(followed, 1, options.seconds))
    memory = followed.peak_memory()
    followed.end()
    what = f"{trials * files:,} files of {trials} trials"
    yield f"{what}, nothing happens: CPU", f"{idle:.2%} of a core", "", True
    yield f"{what}, a record each every 10 s: CPU", f"{busy:.2%} of a core", "2 %", busy <= 0.02
    yield f"{what}: memory at most", f"{memory:.0f} MB", "100 MB", memory <= 100


def latencies(place, trials, records):
    followed = Followed(place, trials, 1)
    written = {}

    def write(trial):
        writer = followed.writers[trial, 0]
        for step in range(records):
            time.sleep(random.uniform(0, 0.5))
            written[trial, step] = time.monotonic_ns()
            writer.add("accuracy", 0.5, step)

    threads = [threading.Thread(target=write, args=(trial,)) for trial in range(1, trials + 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    time.sleep(2)
    followed.end()
    taken = sorted((followed.reported[key] - time_ns) / 1e6 for key, time_ns in written.items())
    p99 = taken[int(len(taken) * 0.99)]
    what = f"bytes written to report, {trials} writers, {len(taken):,} records"
    yield f"{what}: median", f"{statistics.median(taken):.1f} ms", "30 ms", statistics.median(taken) <= 30
    yield f"{what}: p99", f"{p99:.1f} ms", "", True


def main():
    print("\n## Following\n")
    print(f"`Scripts/bench following`: the part of Attune that follows a trial's files, alone; load "
          f"{os.getloadavg()[0]:.1f} at the start.\n")
    print("| what | result | limit |\n|---|---|---|", flush=True)
    holds = True
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIRECTORY")) as place:
        place = pathlib.Path(place)
        for measure in (lambda: costs(place / "a", 50, 20), lambda: costs(place / "b", 1, 1000),
                        lambda: latencies(place / "c", 32, 100)):
            for what, result, limit, within in measure():
                print(f"| {what} | {result} | {limit}{'' if within else ' **passed**'} |", flush=True)
                holds = holds and within
    sys.exit(0 if holds else 1)


main()
