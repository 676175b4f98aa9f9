# SPDX-License-Identifier: Apache-2.0
"""PyTorch's SummaryWriter, in the folder that it chooses: runs/<date>_<host>/; add_hparams makes a folder below."""
import argparse
import json

import torch
from torch.utils.tensorboard import SummaryWriter

arguments = argparse.ArgumentParser()
arguments.add_argument("--lr", type=float, default=0.1)
lr = arguments.parse_args().lr

torch.manual_seed(7)
inputs = torch.randn(64, 4)
targets = inputs.sum(dim=1, keepdim=True)
model = torch.nn.Linear(4, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=lr)
with SummaryWriter() as writer:
    for step in range(5):
        loss = torch.nn.functional.mse_loss(model(inputs[:48]), targets[:48])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        with torch.no_grad():
            validation = torch.nn.functional.mse_loss(model(inputs[48:]), targets[48:])
        writer.add_scalar("Loss/train", loss, step)
        writer.add_scalar("Loss/validation", validation, step)
        writer.add_scalar("new/style", loss, step, new_style=True)
        writer.add_scalar("new/precise", loss, step, new_style=True, double_precision=True)
        writer.add_histogram("weights", model.weight, step)
        writer.add_text("notes", "a step", step)
    writer.add_hparams({"lr": lr, "model": "linear"}, {"hparam/loss": validation.item()})
with open("told.json", "w") as file:
    json.dump({"step": step, "value": validation.item()}, file)
