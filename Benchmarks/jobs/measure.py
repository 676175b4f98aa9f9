# SPDX-License-Identifier: Apache-2.0
"""What a command costs: wall and CPU time of itself and of everything that it started, also what outlives it."""
import ctypes
import os
import resource
import subprocess
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
