# SPDX-License-Identifier: Apache-2.0
"""The FileWriter of TensorFlow 1, as TensorFlow 2 still has it: plain values beside a graph, in the working directory."""
import argparse
import json

import tensorflow.compat.v1 as tf

arguments = argparse.ArgumentParser()
arguments.add_argument("--lr", type=float, default=0.1)
lr = arguments.parse_args().lr

tf.disable_eager_execution()
weight = tf.get_variable("weight", initializer=0.0)
loss = tf.square(weight - 1)
train = tf.train.GradientDescentOptimizer(lr).minimize(loss)
tf.summary.scalar("loss", loss)
tf.summary.histogram("weights", weight)
merged = tf.summary.merge_all()
with tf.Session() as session, tf.summary.FileWriter("", session.graph) as writer:
    session.run(tf.global_variables_initializer())
    for step in range(1, 6):
        _, summary, value = session.run([train, merged, loss])
        writer.add_summary(summary, step)
with open("told.json", "w") as file:
    json.dump({"step": step, "value": float(value)}, file)
