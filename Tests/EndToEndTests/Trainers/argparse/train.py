# SPDX-License-Identifier: Apache-2.0
"""A trainer with argparse and tensorboardX; the better, the nearer --x is to 0.3 and --units to 64."""
import argparse
import os
import sys

from tensorboardX import SummaryWriter

parser = argparse.ArgumentParser()
parser.add_argument("--x", type=float, default=0.5)
parser.add_argument("--num-units", type=int, default=32)
parser.add_argument("--activation", default="relu")
parser.add_argument("--epochs", type=int, default=3)
flags = parser.parse_args()

os.makedirs("seen")
with open("seen/argv", "w") as file:
    file.write("".join(f"{argument}\n" for argument in sys.argv[1:]))
with open("seen/environment", "w") as file:
    file.write("".join(f"{name}={value}\n" for name, value in os.environ.items()))
with open("seen/directory", "w") as file:
    file.write(os.getcwd() + "\n")

with SummaryWriter("logs") as writer:
    for epoch in range(flags.epochs):
        progress = (epoch + 1) / flags.epochs
        accuracy = progress - (flags.x - 0.3) ** 2 - abs(flags.num_units - 64) / 1000
        writer.add_scalar("loss", 1 - progress, epoch)
        writer.add_scalar("accuracy", accuracy, epoch)
        print(f"epoch {epoch}: accuracy {accuracy}")
