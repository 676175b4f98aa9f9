# SPDX-License-Identifier: Apache-2.0
"""PyTorch Ignite's TensorboardLogger: the event's tag and the metric's name make the tag, validation/loss."""
import argparse
import json

import torch
from ignite.engine import Events, create_supervised_evaluator, create_supervised_trainer
from ignite.handlers.tensorboard_logger import TensorboardLogger, global_step_from_engine
from ignite.metrics import Loss

arguments = argparse.ArgumentParser()
arguments.add_argument("--lr", type=float, default=0.1)
lr = arguments.parse_args().lr

torch.manual_seed(7)
inputs = torch.randn(64, 4)
data = torch.utils.data.TensorDataset(inputs, inputs.sum(dim=1, keepdim=True))
loader = torch.utils.data.DataLoader(data, batch_size=16)
model = torch.nn.Linear(4, 1)
mse = torch.nn.MSELoss()
trainer = create_supervised_trainer(model, torch.optim.SGD(model.parameters(), lr=lr), mse)
evaluator = create_supervised_evaluator(model, metrics={"loss": Loss(mse)})
trainer.add_event_handler(Events.EPOCH_COMPLETED, lambda: evaluator.run(loader))
with TensorboardLogger(log_dir="logs") as logger:
    logger.attach_output_handler(
        trainer, Events.ITERATION_COMPLETED(every=2), tag="training", output_transform=lambda loss: {"loss": loss})
    logger.attach_output_handler(
        evaluator, Events.COMPLETED, tag="validation", metric_names=["loss"],
        global_step_transform=global_step_from_engine(trainer))
    trainer.run(loader, max_epochs=3)
with open("told.json", "w") as file:
    json.dump({"step": trainer.state.epoch, "value": evaluator.state.metrics["loss"]}, file)
