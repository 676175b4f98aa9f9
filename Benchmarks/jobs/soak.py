# SPDX-License-Identifier: Apache-2.0
"""Runs a long job of sleeping trainers, and looks at what grows; prints a report in Markdown, fails where a limit is passed.

Started by Scripts/bench, which builds attune and the quick trainer. The long one is ten lines of Python that sleep for a second. Trials are drawn at random: what a
suggestion costs is measured by itself. Towards its end the controller is killed, and the same command finishes the job.
"""
import argparse
import json
import os
import pathlib
import signal
import sqlite3
import statistics
import subprocess
import sys
import threading
import time

from measure import cost, milliseconds, report

parser = argparse.ArgumentParser()
parser.add_argument("attune", type=pathlib.Path)
parser.add_argument("quick", type=pathlib.Path, help="a compiled trainer that ends at once")
parser.add_argument("--trials", type=int, default=10_000)
parser.add_argument("--width", type=int, default=16)
parser.add_argument("--compare", type=int, default=640, help="trials under xargs")
options = parser.parse_args()

QUICK = [str(options.quick.resolve())]
TRAINER = [sys.executable, "-S", "-E", str(pathlib.Path(__file__).resolve().parent / "ten-lines.py")]
TUNING = """\
trainingInput:
  hyperparameters:
    hyperparameterMetricTag: accuracy
    maxTrials: {trials}
    maxParallelTrials: {width}
    algorithm: RANDOM_SEARCH
    params: [{{parameterName: x, type: DOUBLE, minValue: 0, maxValue: 1}}]
"""


class Watch(threading.Thread):
    """Samples a process every half second: (journal entries, resident KiB, open descriptors)."""

    def __init__(self, pid, job):
        super().__init__(daemon=True)
        self.pid, self.job, self.samples, self.is_over = pid, job, [], threading.Event()

    def run(self):
        while not self.is_over.wait(0.5):
            reap(but=self.pid)
            try:
                status = pathlib.Path(f"/proc/{self.pid}/status").read_text()
                resident = int(status.split("VmRSS:")[1].split()[0])
                self.samples.append((finished(self.job), resident, len(os.listdir(f"/proc/{self.pid}/fd"))))
            except (OSError, IndexError, sqlite3.Error):
                pass


def reap(but=None):
    """Waits for what has ended of the supervisors, who are ours once their parent is gone: their time counts then."""
    try:
        while ended := os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            if ended.si_pid == but:
                return
            os.waitpid(ended.si_pid, 0)
    except ChildProcessError:
        pass


def rows(job, query):
    database = sqlite3.connect(f"file:{job / 'journal.sqlite'}?mode=ro", uri=True)
    try:
        return database.execute(query).fetchone()
    finally:
        database.close()


def finished(job):
    return rows(job, "SELECT count(*) FROM trial WHERE end_time IS NOT NULL")[0]


def start(folder, trainer):
    environment = os.environ | {"ATTUNE_HOME": str(folder / "home")}
    return subprocess.Popen([str(options.attune.resolve()), "run", "--json", "--", *trainer], cwd=folder, env=environment,
                            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def job_of(folder):
    while not (found := list((folder / "home" / "jobs").glob("*/journal.sqlite"))):
        time.sleep(0.01)
    return found[0].parent


def project(place, name, trials):
    folder = pathlib.Path(place) / name
    folder.mkdir()
    (folder / "tuning.yml").write_text(TUNING.format(trials=trials, width=options.width))
    return folder


def drain(process, until=None):
    """Reads lines to the end, or until `until` says so of one."""
    for line in process.stdout:
        if until and until(json.loads(line)):
            return


def xargs(place):
    folder = project(place, "xargs", 1)
    (folder / "flags").write_text("".join(f"--x={number / options.compare}\n" for number in range(options.compare)))
    return cost(["xargs", "-P", str(options.width), "-n", "1", "-a", "flags", *TRAINER], cwd=folder)


def soak(place):
    """The long job, but for its last trials: wall and CPU a trial, and how its controller grew."""
    folder = project(place, "soak", options.trials)
    before, began = os.times(), time.monotonic()
    process = start(folder, TRAINER)
    job, last = job_of(folder), options.trials - 3 * options.width
    watch = Watch(process.pid, job)
    watch.start()
    ended = 0

    def is_near_the_end(line):
        nonlocal ended
        ended += "output" in line
        return ended >= last

    drain(process, is_near_the_end)
    wall = time.monotonic() - began
    watch.is_over.set()
    process.send_signal(signal.SIGKILL)
    process.wait()
    watch.join()
    return folder, job, wall, ended, watch.samples, before


def resume(folder):
    """Seconds from the same command to the job being open again; then the rest."""
    began = time.monotonic()
    process = start(folder, TRAINER)
    drain(process, lambda line: line.get("event") == "opened")
    took = time.monotonic() - began
    drain(process)
    if process.wait() != 0:
        raise SystemExit(f"the resumed job ended with status {process.returncode}")
    return took


def burst(place):
    """Journal entries a second, each durable before the next step, where trainers don't sleep."""
    folder = project(place, "burst", 2_000)
    began = time.monotonic()
    process = start(folder, QUICK)
    job = job_of(folder)
    drain(process)
    process.wait()
    return rows(job, "SELECT count(*) FROM journal")[0], time.monotonic() - began


def measurements(place):
    """(what, result, limit, whether it holds)"""
    plain = xargs(place)
    plain_cpu, ideal = plain.cpu / options.compare, plain.wall / options.compare
    yield (f"wall and CPU a trial, {options.compare} under `xargs -P {options.width}`",
           f"{milliseconds(ideal)}, {milliseconds(plain_cpu)}", "", True)

    folder, job, wall, ended, samples, before = soak(place)
    over = wall / ended / ideal - 1
    yield f"wall a trial, {ended} trials, {options.width} at a time", milliseconds(wall / ended), "", True
    yield "the same over that of xargs", f"{over * 100:.1f} %", "2 %", over <= 0.02
    early = [sample for sample in samples if sample[0] >= min(200, ended // 10)]
    first, most = early[0], max(early, key=lambda sample: sample[1])
    grown = (most[1] - first[1]) / 1024
    yield (f"controller's memory, {first[0]} trials ended, and the most until {ended}",
           f"{first[1] / 1024:.1f} MB, {most[1] / 1024:.1f} MB", "40 MB more", grown <= 40)
    half = len(early) // 2
    open_first, open_last = (statistics.median(s[2] for s in part) for part in (early[:half], early[half:]))
    yield ("controller's open descriptors, median of each half", f"{open_first:.0f}, {open_last:.0f}", "as many",
           open_last <= open_first + 1)

    took = resume(folder)
    yield f"after SIGKILL with {ended} trials ended, the same command has the job open in", f"{took:.2f} s", "2 s", took <= 2
    state, attempts = rows(job, "SELECT count(*), sum(attempt) FROM trial WHERE end_time IS NOT NULL")
    yield "trials ended, and their attempts", f"{state}, {attempts}", f"{options.trials} each", state == attempts == options.trials
    reap()
    after = os.times()
    cpu = (after.children_user + after.children_system - before.children_user - before.children_system) / options.trials
    yield "CPU a trial more than under xargs", milliseconds(cpu - plain_cpu), "10 ms", cpu - plain_cpu <= 0.010

    entries, seconds = burst(place)
    yield "journal entries a second, 2,000 trials that end at once", f"{entries / seconds:,.0f}", "1,000", entries / seconds >= 1_000


report("Soak", f"`Scripts/bench soak`: {options.trials:,} trials of ten lines of Python that sleep for a second, "
       f"load {os.getloadavg()[0]:.1f} at the start.", measurements)
