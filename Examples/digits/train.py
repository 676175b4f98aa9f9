# SPDX-License-Identifier: Apache-2.0
"""Teaches a small neural network to read handwritten digits. An ordinary script: it knows nothing of Attune.

Its hyperparameters are flags, and its accuracy on held-out digits goes to TensorBoard, as in any training script.
"""
import argparse

import joblib
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
from tensorboardX import SummaryWriter

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("--learning-rate", type=float, default=0.001)
parser.add_argument("--hidden-units", type=int, default=32)
parser.add_argument("--activation", choices=["relu", "tanh", "logistic"], default="relu")
parser.add_argument("--epochs", type=int, default=12)
flags = parser.parse_args()

# 1,797 images of 8 × 8 pixels, which come with scikit-learn.
images, digits = load_digits(return_X_y=True)
train_x, test_x, train_y, test_y = train_test_split(images / 16, digits, test_size=0.3, random_state=1)

model = MLPClassifier(
    hidden_layer_sizes=[flags.hidden_units], activation=flags.activation,
    learning_rate_init=flags.learning_rate, batch_size=32, random_state=1)

with SummaryWriter("logs") as writer:
    for epoch in range(flags.epochs):
        model.partial_fit(train_x, train_y, classes=range(10))
        accuracy = model.score(test_x, test_y)
        writer.add_scalar("accuracy", accuracy, epoch)
        print(f"epoch {epoch}: accuracy {accuracy:.4f}")

joblib.dump(model, "model.joblib")
