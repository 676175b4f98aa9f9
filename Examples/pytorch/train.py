# SPDX-License-Identifier: Apache-2.0
"""A convolutional network in PyTorch reads handwritten digits. An ordinary script: it knows nothing of Attune.

Its metrics go to TensorBoard through PyTorch's own SummaryWriter, as `accuracy/test`.
"""
import argparse

import torch
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from torch import nn
from torch.utils.tensorboard import SummaryWriter

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("--lr", type=float, default=0.003)
parser.add_argument("--channels", type=int, default=8)
parser.add_argument("--optimizer", choices=["SGD", "Adam", "RMSprop"], default="Adam")
parser.add_argument("--epochs", type=int, default=8)
flags = parser.parse_args()

# 1,797 images of 8 × 8 pixels, which come with scikit-learn.
images, digits = load_digits(return_X_y=True)
parts = train_test_split(images.reshape(-1, 1, 8, 8) / 16, digits, test_size=0.3, random_state=1)
train_x, test_x, train_y, test_y = (
    torch.tensor(part, dtype=kind) for part, kind in zip(parts, [torch.float32] * 2 + [torch.int64] * 2))

torch.manual_seed(1)
model = nn.Sequential(
    nn.Conv2d(1, flags.channels, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
    nn.Linear(flags.channels * 16, 10))
optimizer = getattr(torch.optim, flags.optimizer)(model.parameters(), lr=flags.lr)

with SummaryWriter("logs") as writer:
    for epoch in range(flags.epochs):
        for batch in torch.randperm(len(train_x)).split(32):
            optimizer.zero_grad()
            loss = nn.functional.cross_entropy(model(train_x[batch]), train_y[batch])
            loss.backward()
            optimizer.step()
        with torch.no_grad():
            accuracy = (model(test_x).argmax(1) == test_y).float().mean().item()
        writer.add_scalar("loss/train", loss.item(), epoch)
        writer.add_scalar("accuracy/test", accuracy, epoch)
        print(f"epoch {epoch}: accuracy {accuracy:.4f}")

torch.save(model.state_dict(), "model.pt")
