# SPDX-License-Identifier: Apache-2.0
"""tf.summary of TensorFlow 2 in a training loop of one's own: tensors; the name scope goes before the tag."""
import argparse
import json

import tensorflow as tf

arguments = argparse.ArgumentParser()
arguments.add_argument("--lr", type=float, default=0.1)
lr = arguments.parse_args().lr

train = tf.summary.create_file_writer("logs/train")
evaluation = tf.summary.create_file_writer("logs/eval")
weight = tf.Variable(0.0)
for step in range(1, 6):
    with tf.GradientTape() as tape:
        loss = (weight - 1) ** 2
    weight.assign_sub(lr * tape.gradient(loss, weight))
    with train.as_default(step=step):
        tf.summary.scalar("loss", loss)
        tf.summary.histogram("weight", [weight, loss])
        tf.summary.text("notes", "a step")
    with evaluation.as_default(step=step), tf.name_scope("eval"):
        error = (weight - 1) ** 2
        tf.summary.scalar("error", error)
        tf.summary.scalar("steps", tf.cast(step, tf.int64))
        tf.summary.scalar("precise", tf.cast(error, tf.float64))
train.close()
evaluation.close()
with open("told.json", "w") as file:
    json.dump({"step": step, "value": float(error)}, file)
