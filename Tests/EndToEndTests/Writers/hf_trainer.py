# SPDX-License-Identifier: Apache-2.0
"""Hugging Face's Trainer with report_to="tensorboard": out/runs/<date>_<host>/; its eval_loss is tagged eval/loss."""
import argparse
import json

import torch
from transformers import BertConfig, BertForSequenceClassification, Trainer, TrainingArguments

arguments = argparse.ArgumentParser()
arguments.add_argument("--lr", type=float, default=0.1)
lr = arguments.parse_args().lr

torch.manual_seed(7)
texts = torch.randint(0, 32, (32, 8))
rows = [{"input_ids": text, "attention_mask": torch.ones(8, dtype=torch.long), "labels": int(text[0] > 15)}
        for text in texts]
model = BertForSequenceClassification(BertConfig(
    vocab_size=32, hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
    max_position_embeddings=8))
options = TrainingArguments(
    output_dir="out", num_train_epochs=3, per_device_train_batch_size=8, learning_rate=lr, eval_strategy="epoch",
    logging_steps=2, save_strategy="no", report_to="tensorboard", use_cpu=True, disable_tqdm=True)
trainer = Trainer(model, options, train_dataset=rows, eval_dataset=rows[:8])
trainer.train()
last = [entry for entry in trainer.state.log_history if "eval_loss" in entry][-1]
with open("told.json", "w") as file:
    json.dump({"step": last["step"], "value": last["eval_loss"]}, file)
