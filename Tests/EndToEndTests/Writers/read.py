# SPDX-License-Identifier: Apache-2.0
"""Prints what TensorBoard's own reader finds below a folder, in the shape of `attune events --format json`.

`python3 read.py FOLDER`. With --wall-times every point has a third number. Nothing is sampled. After a restart,
TensorBoard leaves out what came after its step; so it is here.
"""
import argparse
import json
import os

from tensorboard.backend.event_processing import event_accumulator
from tensorboard.util import tensor_util


def number(array):
    """The only number of a tensor, as a double; None where there are more, or other things."""
    if array.size != 1 or array.dtype.kind not in "fiub":
        return None
    return spelled(float(array.item()))


def spelled(value):
    """JSON has no word for what is no finite number."""
    if value != value:
        return "nan"
    return value if abs(value) != float("inf") else ("inf" if value > 0 else "-inf")


def plugin(accumulator, tag):
    try:
        return accumulator.SummaryMetadata(tag).plugin_data.plugin_name or None
    except KeyError:
        return None


def read(folder, wall_times):
    accumulator = event_accumulator.EventAccumulator(folder, size_guidance={"scalars": 0, "tensors": 0})
    accumulator.Reload()
    kinds, tags = accumulator.Tags(), {}

    def points(events, value):
        return [[event.step, value(event)] + ([event.wall_time] if wall_times else []) for event in events]

    for tag in kinds["scalars"]:
        events = accumulator.Scalars(tag)
        tags[tag] = {"kind": "simple_value", "points": points(events, lambda event: spelled(event.value))}
    for tag in kinds["tensors"]:
        events = accumulator.Tensors(tag)
        tags[tag] = {
            "kind": "tensor",
            "plugin": plugin(accumulator, tag),
            "dtype": events[0].tensor_proto.dtype,
            "points": points(events, lambda event: number(tensor_util.make_ndarray(event.tensor_proto))),
        }
    return tags


arguments = argparse.ArgumentParser()
arguments.add_argument("folder")
arguments.add_argument("--wall-times", action="store_true")
given = arguments.parse_args()
found = {}
for folder, _, names in os.walk(given.folder):
    files = sorted(name for name in names if "tfevents" in name)
    if files:
        found[os.path.relpath(folder, given.folder)] = {"files": files, "tags": read(folder, given.wall_times)}
print(json.dumps(found, indent=1, sort_keys=True))
