# SPDX-License-Identifier: Apache-2.0
"""An estimator of TensorFlow learns how diabetes goes on. An ordinary script: it knows nothing of Attune.

Estimators write their summaries by themselves: `average_loss` of each evaluation goes to <model_dir>/eval.
"""
import argparse

import tensorflow as tf
from sklearn.datasets import load_diabetes
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import scale

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("--num-epochs", type=int, default=20)
parser.add_argument("--learning-rate", type=float, default=0.2)
flags = parser.parse_args()

# 442 patients, which come with scikit-learn.
x, y = load_diabetes(return_X_y=True)
train_x, test_x, train_y, test_y = train_test_split(x * 20, scale(y), test_size=0.3, random_state=1)


def reader(x, y, epochs=1):
    columns = {f"x{index}": x[:, index] for index in range(10)}
    return lambda: tf.data.Dataset.from_tensor_slices((columns, y)).repeat(epochs).batch(32)


model = tf.estimator.LinearRegressor(
    [tf.feature_column.numeric_column(f"x{index}") for index in range(10)], model_dir="model",
    optimizer=tf.keras.optimizers.legacy.Ftrl(flags.learning_rate))
model.train(reader(train_x, train_y, flags.num_epochs))
print(model.evaluate(reader(test_x, test_y)))
