# SPDX-License-Identifier: Apache-2.0
"""Lightning's TensorBoardLogger: lightning_logs/version_0/, with its own `epoch` and `hp_metric` beside what is logged."""
import argparse
import json

import lightning
import torch
from lightning.pytorch.loggers import TensorBoardLogger

arguments = argparse.ArgumentParser()
arguments.add_argument("--lr", type=float, default=0.1)
lr = arguments.parse_args().lr


class Model(lightning.LightningModule):
    def __init__(self, lr):
        super().__init__()
        self.save_hyperparameters()
        self.linear = torch.nn.Linear(4, 1)

    def loss(self, batch):
        return torch.nn.functional.mse_loss(self.linear(batch[0]), batch[1])

    def training_step(self, batch, _):
        loss = self.loss(batch)
        self.log("train_loss", loss, on_step=True, on_epoch=True)
        return loss

    def validation_step(self, batch, _):
        self.log("val_loss", self.loss(batch))

    def configure_optimizers(self):
        return torch.optim.SGD(self.parameters(), lr=self.hparams.lr)


lightning.seed_everything(7, verbose=False)
inputs = torch.randn(64, 4)
data = torch.utils.data.TensorDataset(inputs, inputs.sum(dim=1, keepdim=True))
loader = torch.utils.data.DataLoader(data, batch_size=16)
trainer = lightning.Trainer(
    max_epochs=3, log_every_n_steps=2, accelerator="cpu", logger=TensorBoardLogger("."), enable_progress_bar=False,
    enable_model_summary=False, enable_checkpointing=False)
trainer.fit(Model(lr), loader, loader)
with open("told.json", "w") as file:
    # Lightning logs an epoch's values under its last step, counted from 0.
    json.dump({"step": trainer.global_step - 1, "value": float(trainer.callback_metrics["val_loss"])}, file)
