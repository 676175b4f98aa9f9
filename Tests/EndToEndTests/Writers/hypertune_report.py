# SPDX-License-Identifier: Apache-2.0
"""cloudml-hypertune: no event file; the last 100 reports stand in the file that $CLOUD_ML_HP_METRIC_FILE names."""
import argparse
import json

import hypertune

arguments = argparse.ArgumentParser()
arguments.add_argument("--lr", type=float, default=0.1)
lr = arguments.parse_args().lr

tune = hypertune.HyperTune()
for step in range(1, 131):
    accuracy = 1 - (1 + lr) ** -(step / 10)
    tune.report_hyperparameter_tuning_metric("accuracy", accuracy, global_step=step)
with open("told.json", "w") as file:
    json.dump({"step": step, "value": accuracy}, file)
