# SPDX-License-Identifier: Apache-2.0
"""tensorboardX again, as after a crash: the second life starts at step 5, which makes void what the first wrote from there."""
import argparse
import json

from tensorboardX import SummaryWriter

arguments = argparse.ArgumentParser()
arguments.add_argument("--lr", type=float, default=0.1)
lr = arguments.parse_args().lr


def train(writer, steps, luck):
    for step in steps:
        loss = (1 + lr) ** -step + luck
        writer.add_scalar("loss", loss, step)
    return step, loss


with SummaryWriter("logs") as writer:
    train(writer, range(10), 0.5)
with SummaryWriter("logs", purge_step=5, filename_suffix=".resumed") as writer:
    step, loss = train(writer, range(5, 8), 0.25)
with open("told.json", "w") as file:
    json.dump({"step": step, "value": loss}, file)
