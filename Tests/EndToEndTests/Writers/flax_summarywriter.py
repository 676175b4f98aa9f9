# SPDX-License-Identifier: Apache-2.0
"""Flax's SummaryWriter around a JAX training loop: tensors, in a folder that the script names."""
import argparse
import json

import jax
from flax.metrics.tensorboard import SummaryWriter

arguments = argparse.ArgumentParser()
arguments.add_argument("--lr", type=float, default=0.1)
lr = arguments.parse_args().lr

step_of = jax.jit(jax.value_and_grad(lambda weight: (weight - 1) ** 2))
weight = 0.0
writer = SummaryWriter("workdir")
writer.hparams({"lr": lr})
for step in range(1, 6):
    loss, gradient = step_of(weight)
    weight -= lr * gradient
    writer.scalar("train_loss", loss, step)
    writer.histogram("weights", [weight, loss], step)
writer.flush()
with open("told.json", "w") as file:
    json.dump({"step": step, "value": float(loss)}, file)
