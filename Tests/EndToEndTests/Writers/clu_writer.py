# SPDX-License-Identifier: Apache-2.0
"""clu's metric writers around a JAX training loop, as the Flax examples have them."""
import argparse
import json

import jax
from clu import metric_writers

arguments = argparse.ArgumentParser()
arguments.add_argument("--lr", type=float, default=0.1)
lr = arguments.parse_args().lr

step_of = jax.jit(jax.value_and_grad(lambda weight: (weight - 1) ** 2))
weight = 0.0
writer = metric_writers.create_default_writer("workdir", collection="train")
writer.write_hparams({"lr": lr})
for step in range(1, 6):
    loss, gradient = step_of(weight)
    weight -= lr * gradient
    writer.write_scalars(step, {"loss": loss, "weight": weight})
    writer.write_texts(step, {"notes": "a step"})
writer.close()
with open("told.json", "w") as file:
    json.dump({"step": step, "value": float(loss)}, file)
