# SPDX-License-Identifier: Apache-2.0
"""A Keras network with two dropout layers reads handwritten digits. An ordinary script: it knows nothing of Attune.

What is tuned comes as flags, and Keras' own TensorBoard callback writes the metrics, below logs/.
"""
import argparse

import keras
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("--dense-units1", type=int, default=64)
parser.add_argument("--dropout1", type=float, default=0.4)
parser.add_argument("--dense-units2", type=int, default=64)
parser.add_argument("--dropout2", type=float, default=0.3)
parser.add_argument("--epochs", type=int, default=15)
flags = parser.parse_args()

# 1,797 images of 8 × 8 pixels, which come with scikit-learn.
images, digits = load_digits(return_X_y=True)
train_x, test_x, train_y, test_y = train_test_split(images / 16, digits, test_size=0.3, random_state=1)

keras.utils.set_random_seed(1)
model = keras.Sequential([
    keras.Input([64]),
    keras.layers.Dense(flags.dense_units1, activation="relu"),
    keras.layers.Dropout(flags.dropout1),
    keras.layers.Dense(flags.dense_units2, activation="relu"),
    keras.layers.Dropout(flags.dropout2),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(loss="sparse_categorical_crossentropy", optimizer="rmsprop", metrics=["accuracy"])
model.fit(
    train_x, train_y, validation_data=(test_x, test_y), epochs=flags.epochs, batch_size=32, verbose=2,
    callbacks=[keras.callbacks.TensorBoard("logs", write_graph=False)])
model.save("model.keras")
