#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes importance.txt: what Optuna's PED-ANOVA says of random studies. Needs Optuna 5.0.

A line starts with `study`, `parameter` or `trial`. A study has its numbers of trials and of best
trials; a parameter the Pearson divergence that PedAnovaImportanceEvaluator finds (its importance without the common
factor); a trial its values and its loss.
"""
import math
import pathlib
import random

import optuna
from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution
from optuna.importance import PedAnovaImportanceEvaluator

optuna.logging.set_verbosity(optuna.logging.ERROR)
SPACE = {
    "double": FloatDistribution(-1.5, 2.5),
    "log": FloatDistribution(1e-4, 10.0, log=True),
    "integer": IntDistribution(3, 12),
    "pair": IntDistribution(0, 1),
    "categorical": CategoricalDistribution(["a", "b", "c", "d"]),
}


def drawn(distribution, source):
    if isinstance(distribution, CategoricalDistribution):
        return source.choice(distribution.choices)
    if isinstance(distribution, IntDistribution):
        return source.randint(distribution.low, distribution.high)
    if distribution.log:
        return math.exp(source.uniform(math.log(distribution.low), math.log(distribution.high)))
    return source.uniform(distribution.low, distribution.high)


def main():
    source = random.Random(20260101)
    lines = []
    for trials, quantile in [(10, 0.5), (20, 0.25), (57, 0.1), (200, 0.1)]:
        study = optuna.create_study()
        for _ in range(trials):
            values = {name: drawn(distribution, source) for name, distribution in SPACE.items()}
            loss = abs(values["double"] - 1) + 0.2 * abs(math.log(values["log"])) + values["pair"]
            loss += {"a": 0, "b": 0.3, "c": 0.6, "d": 1}[values["categorical"]] + source.gauss(0, 0.3)
            study.add_trial(optuna.trial.create_trial(params=values, distributions=SPACE, value=loss))
        evaluator = PedAnovaImportanceEvaluator(target_quantile=quantile)
        importance = evaluator.evaluate(study)
        best = math.ceil(quantile * trials)
        lines.append(f"study {trials} {best}")
        for name in SPACE:
            lines.append(f"parameter {name} {importance[name] / (best / trials) ** 2!r}")
        for trial in study.trials:
            values = " ".join(str(trial.params[name]) for name in SPACE)
            lines.append(f"trial {values} {trial.value!r}")
    pathlib.Path(__file__).with_name("importance.txt").write_text("\n".join(lines) + "\n")


main()
