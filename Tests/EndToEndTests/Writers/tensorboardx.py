# SPDX-License-Identifier: Apache-2.0
"""tensorboardX's SummaryWriter, in the folder that it chooses: runs/<date>_<host>/."""
import argparse
import json

from tensorboardX import SummaryWriter

arguments = argparse.ArgumentParser()
arguments.add_argument("--lr", type=float, default=0.1)
lr = arguments.parse_args().lr

with SummaryWriter() as writer:
    writer.add_text("notes", "a run")
    for step in range(0, 50, 10):
        accuracy = 1 - (1 + lr) ** -(1 + step / 10)
        writer.add_scalar("accuracy/train", accuracy + 0.05, step)
        writer.add_scalar("accuracy/validation", accuracy, step)
        writer.add_scalars("losses", {"train": 1 - accuracy, "validation": 1.1 - accuracy}, step)
        writer.add_histogram("weights", [accuracy, 1 - accuracy, lr], step)
with open("told.json", "w") as file:
    json.dump({"step": step, "value": accuracy}, file)
