# SPDX-License-Identifier: Apache-2.0
"""What a command costs: wall and CPU time of itself and of everything that it started, also what outlives it."""
import ctypes
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

PR_SET_CHILD_SUBREAPER = 36


@dataclass
class Cost:
    wall: float
    cpu: float


def cost(command, **options):
    """Runs a command that must succeed, then waits for every process that it left behind.

    Those are adopted by this process (supervisors leave their parents), so that their time is counted too.
    """
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    before, started = cpu_of_children(), time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **options)
    messages = process.stderr.read().decode(errors="replace")
    if process.wait() != 0:
        raise SystemExit(f"{' '.join(command)} ended with status {process.returncode}:\n{messages[-2000:]}")
    try:
        while True:
            os.wait()
    except ChildProcessError:
        pass
    return Cost(wall=time.monotonic() - started, cpu=cpu_of_children() - before)


def cpu_of_children():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def milliseconds(seconds):
    return f"{seconds * 1000:.1f} ms"


def report(title, words, measurements):
    """Prints what is measured as it is found, as a table, and ends the program: with 1 where a limit is passed.

    `measurements` takes a place for its files and yields (what, result, limit, whether it holds).
    """
    print(f"\n## {title}\n\n{words}\n\n| what | result | limit |\n|---|---|---|", flush=True)
    holds = True
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIRECTORY")) as place:
        for what, result, limit, within in measurements(place):
            print(f"| {what} | {result} | {limit}{'' if within else ' **passed**'} |", flush=True)
            holds = holds and within
    sys.exit(0 if holds else 1)
