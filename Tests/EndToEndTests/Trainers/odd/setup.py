# SPDX-License-Identifier: Apache-2.0
"""Ways to write a metric that are not what the tuning file says: `setup.py CASE`."""
import os
import sys
import time

from events import Writer


def metric(folder, tag, values):
    writer = Writer(folder)
    for step, value in enumerate(values):
        writer.add(tag, value, step)


def unflushed():
    """Dies with its reports in its own memory."""
    writer = Writer("logs", buffering=1 << 16)
    writer.file.flush()
    for step in range(5):
        writer.add("accuracy", 0.5, step)
    os._exit(0)


def late():
    """Its reports are in the file only at the end."""
    writer = Writer("logs", buffering=1 << 16, clock=time.time)
    for step in range(3):
        writer.add("accuracy", 0.5, step)
        if step == 0:
            time.sleep(2.5)


def steady():
    writer = Writer("logs", clock=time.time)
    step = 0
    while True:
        writer.add("accuracy", 0.5, step)
        step += 1
        time.sleep(0.1)


cases = {
    "tags": lambda: (metric("logs", "accuracy", [0.5, 0.75]), metric("logs", "loss", [0.5, 0.25])),
    "training": lambda: metric("logs/train", "loss", [0.5, 0.25]),
    "keras": lambda: [metric(f"logs/{run}", "epoch_accuracy", values)
                      for run, values in (("train", [0.75, 1]), ("validation", [0.5, 0.625]))],
    "silent": lambda: None,
    "unflushed": unflushed,
    "late": late,
    "steady": steady,
    "once": lambda: metric("logs", "accuracy", [0.5]),
    "nan": lambda: metric("logs", "accuracy", [0.5, float("nan"), float("nan")]),
    "two": lambda: [metric(f"runs/{run}", "loss", values) for run, values in (("a", [0.5]), ("eval", [0.25, 0.125]))],
}
cases[sys.argv[1]]()
