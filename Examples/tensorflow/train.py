# SPDX-License-Identifier: Apache-2.0
"""Fits a linear model with core TensorFlow, and writes its summaries by hand. It knows nothing of Attune.

The tag of a summary is the name of the metric in tuning.yml, with all its scopes.
"""
import argparse

import tensorflow as tf
from sklearn.datasets import load_diabetes
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import scale

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("--learning-rate", type=float, default=0.05)
parser.add_argument("--momentum", type=float, default=0.5)
parser.add_argument("--steps", type=int, default=100)
flags = parser.parse_args()

# 442 patients, which come with scikit-learn.
x, y = load_diabetes(return_X_y=True)
train_x, test_x, train_y, test_y = [
    tf.constant(part, tf.float32) for part in train_test_split(x * 20, scale(y), test_size=0.3, random_state=1)]

weights, bias = tf.Variable(tf.zeros(10)), tf.Variable(0.0)
velocity = [tf.Variable(tf.zeros(10)), tf.Variable(0.0)]
summaries = tf.summary.create_file_writer("logs")


def loss(x, y):
    return tf.reduce_mean((tf.linalg.matvec(x, weights) + bias - y) ** 2)


for step in range(1, flags.steps + 1):
    with tf.GradientTape() as tape:
        error = loss(train_x, train_y)
    for speed, variable, gradient in zip(velocity, [weights, bias], tape.gradient(error, [weights, bias])):
        speed.assign(flags.momentum * speed - flags.learning_rate * gradient)
        variable.assign_add(speed)
    if step % 10 == 0:
        with summaries.as_default():
            tf.summary.scalar("evaluation/loss", loss(test_x, test_y), step)
print(f"loss {loss(test_x, test_y):.4f}")
