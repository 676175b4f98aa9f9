# SPDX-License-Identifier: Apache-2.0
"""What suggestions cost on odd problems: CPU time of `attune ask-tell` a trial, telling included, over 100 trials.

    odd.py ATTUNE [WORD...]     (only the problems whose names contain one of the words)

Ends with 1 when a limit is passed, a suggestion lies outside of its space, or an exhausted space is not told as such.
"""

from __future__ import annotations

import math
import random
import statistics
import sys
import tempfile
from dataclasses import dataclass
from typing import Callable, Iterator

from session import Session

MEDIAN_LIMIT, LARGEST_LIMIT = 25, 250  # ms

UNIT = {"type": "DOUBLE", "minValue": 0, "maxValue": 1}
PLAIN = [
    {"type": "DOUBLE", "minValue": -1, "maxValue": 1},
    {"type": "INTEGER", "minValue": 1, "maxValue": 100, "scaleType": "UNIT_LOG_SCALE"},
    {"type": "CATEGORICAL", "categoricalValues": ["a", "b", "c"]},
]


def integers(least: int, most: int, **more: object) -> dict:
    return {"type": "INTEGER", "minValue": least, "maxValue": most, **more}


def words(count: int) -> dict:
    return {"type": "CATEGORICAL", "categoricalValues": [f"word {k}" for k in range(count)]}


def bowl(x: dict) -> float:
    """Over the plain space: from 0 to about 3."""
    u, v = x["p0"] - 0.3, math.log(x["p1"] / 10)
    return u * u + v * v / 5 + (0 if x["p2"] == "b" else 0.3)


def squares(x: dict) -> float:
    """Over any space: numbers towards 0.3 of a unit, words towards those with a small number."""
    values = [int(v[5:]) / 100 if isinstance(v, str) else v - 0.3 for v in x.values()]
    return sum(v * v for v in values)


@dataclass
class Problem:
    name: str
    parameters: list[dict]
    value: Callable[[dict], float | str | None]  # None: the trial fails
    trials: int = 100
    at_once: int = 1
    points: int | None = None  # how many the space has, where that is below `trials`
    known: list[tuple[dict, float]] | None = None  # what the user adds first


def problems() -> Iterator[Problem]:
    noise = random.Random(1)
    half = {"p0": 0, "p1": 10, "p2": "a"}
    yield Problem("a constant metric", PLAIN, lambda x: 0.1)
    yield Problem("two values", PLAIN, lambda x: 1 if x["p0"] < 0 else 2)
    yield Problem("nothing but noise", PLAIN, lambda x: noise.random())
    yield Problem("all trials fail", PLAIN, lambda x: None)
    yield Problem("every value is NaN", PLAIN, lambda x: "NaN")
    yield Problem("half of the space is NaN", PLAIN, lambda x: "NaN" if x["p0"] < 0 else bowl(x))
    yield Problem("values of 1e300", PLAIN, lambda x: 1e300 * bowl(x))
    yield Problem("values of 1e-300", PLAIN, lambda x: 1e-300 * bowl(x))
    yield Problem("values over 600 decades", PLAIN, lambda x: math.exp(690 * x["p0"]))
    yield Problem("values that differ in their last bits", PLAIN, lambda x: 1 + bowl(x) * 2.0**-50)
    yield Problem("one point added 300 times", PLAIN, bowl, known=[(half, k % 7) for k in range(300)])
    yield Problem("one point added 300 times, with one value", PLAIN, bowl, known=[(half, 0.5)] * 300)
    yield Problem("256 pending", PLAIN, bowl, trials=512, at_once=256)
    yield Problem("256 pending, 20 parameters", [UNIT] * 20, squares, trials=512, at_once=256)
    yield Problem("a single point", [{"type": "DOUBLE", "minValue": 2, "maxValue": 2}, words(1)], squares, points=1)
    yield Problem("six points", [integers(1, 3), words(2)], squares, points=6)
    yield Problem("one parameter", [UNIT], squares)
    yield Problem("20 parameters", [UNIT] * 20, squares)
    yield Problem("200 parameters", [UNIT] * 200, squares)
    yield Problem("20 integers of 64 values", [integers(0, 63)] * 20, squares)
    yield Problem("200 integers of 64 values", [integers(0, 63)] * 200, squares)
    yield Problem("200 parameters of six categories", [words(6)] * 200, squares)
    yield Problem("500 categories", [words(500), UNIT], squares)
    yield Problem("20 times 500 categories", [words(500)] * 20, squares)
    yield Problem("500 discrete values", [{"type": "DISCRETE", "discreteValues": [k * k for k in range(500)]}], squares)
    yield Problem("a grid of 10^9 points", [integers(0, 999)] * 3, squares)
    wide = {"type": "DOUBLE", "minValue": 1e-300, "maxValue": 1e300, "scaleType": "UNIT_LOG_SCALE"}
    yield Problem("600 decades", [wide, wide], lambda x: abs(math.log(x["p0"])) + abs(math.log(x["p1"])))


def is_inside(parameters: list[dict], values: dict) -> bool:
    def holds(form: dict, value: object) -> bool:
        choices = form.get("categoricalValues") or form.get("discreteValues")
        return value in choices if choices else form["minValue"] <= value <= form["maxValue"]

    return len(values) == len(parameters) and all(holds(form, values[f"p{k}"]) for k, form in enumerate(parameters))


def costs(problem: Problem, attune: str, folder: str) -> list[float]:
    """Of each suggestion in ms, with its share of what is told before the next ones."""
    session = Session(attune, folder, problem.parameters)
    for point, value in problem.known or []:
        session.ask(method="add", parameters=point, value=value)
    costs: list[float] = []
    while len(costs) < problem.trials:
        pending = []
        for _ in range(problem.at_once):
            before = session.cpu_ms()
            pending += (suggested := session.ask(method="suggest")["trials"])
            if not suggested:
                break
            costs.append(session.cpu_ms() - before)
        if not pending:
            break
        before = session.cpu_ms()
        for trial in pending:
            if not is_inside(problem.parameters, trial["parameters"]):
                raise ValueError(f"{problem.name}: {trial['parameters']} lies outside")
            value = problem.value(trial["parameters"])
            if value is None:
                session.ask(method="fail", trialId=trial["trialId"], reason="out of memory")
            else:
                session.ask(method="complete", trialId=trial["trialId"], value=value)
        for k in range(len(pending)):
            costs[-1 - k] += (session.cpu_ms() - before) / len(pending)
    session.end()
    expected = min(problem.trials, problem.points or problem.trials)
    if len(costs) != expected:
        raise ValueError(f"{problem.name}: {len(costs)} suggestions, not {expected}")
    return costs


def main() -> int:
    attune, wanted = sys.argv[1], sys.argv[2:]
    print("## What a suggestion costs on odd problems\n")
    print(f"CPU a trial, telling included; limits: median {MEDIAN_LIMIT} ms, largest {LARGEST_LIMIT} ms.\n")
    print("| problem | trials | median | largest |\n|---|---|---|---|")
    holds = True

    def figure(value: float, limit: float) -> str:
        nonlocal holds
        holds &= value <= limit
        return f"{value:.3g} ms" + ("" if value <= limit else " **passed**")

    for problem in problems():
        if wanted and not any(word in problem.name for word in wanted):
            continue
        with tempfile.TemporaryDirectory() as folder:
            found = costs(problem, attune, folder)
        median, largest = figure(statistics.median(found), MEDIAN_LIMIT), figure(max(found), LARGEST_LIMIT)
        print(f"| {problem.name} | {len(found)} | {median} | {largest} |", flush=True)
    print()
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
