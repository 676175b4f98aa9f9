# SPDX-License-Identifier: Apache-2.0
"""Keras 3's TensorBoard callback on TensorFlow 2: logs/train/ and logs/validation/, tensors tagged epoch_…"""
import argparse
import json

import keras
import numpy

arguments = argparse.ArgumentParser()
arguments.add_argument("--lr", type=float, default=0.1)
lr = arguments.parse_args().lr

random = numpy.random.default_rng(7)
inputs = random.normal(size=(96, 4)).astype("float32")
labels = (inputs.sum(axis=1) > 0).astype("float32")
keras.utils.set_random_seed(7)
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile(keras.optimizers.SGD(lr), "binary_crossentropy", metrics=["accuracy"])
history = model.fit(
    inputs, labels, epochs=4, batch_size=16, validation_split=0.25, verbose=0,
    callbacks=[keras.callbacks.TensorBoard("logs", histogram_freq=1, write_graph=False)])
accuracies = history.history["val_accuracy"]
with open("told.json", "w") as file:
    json.dump({"step": len(accuracies) - 1, "value": float(accuracies[-1])}, file)
