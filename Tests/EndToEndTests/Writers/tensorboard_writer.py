# SPDX-License-Identifier: Apache-2.0
"""The writer that the tensorboard package brings itself: tensors, in a folder that the script names."""
import argparse
import json

from tensorboard.summary import Writer

arguments = argparse.ArgumentParser()
arguments.add_argument("--lr", type=float, default=0.1)
lr = arguments.parse_args().lr

train, validation = Writer("logs/train"), Writer("logs/validation")
for step in range(1, 6):
    accuracy = 1 - (1 + lr) ** -step
    train.add_scalar("accuracy", accuracy + 0.05, step)
    validation.add_scalar("accuracy", accuracy, step)
train.close()
validation.close()
with open("told.json", "w") as file:
    json.dump({"step": step, "value": accuracy}, file)
