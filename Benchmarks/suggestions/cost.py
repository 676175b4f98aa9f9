# SPDX-License-Identifier: Apache-2.0
"""What a suggestion costs: CPU time of `attune ask-tell`, telling included, in 20 mixed dimensions.

    cost.py ATTUNE

One process per question, on one thread; its CPU time is the kernel's. Ends with 1 when a limit is passed.
"""

import math
import os
import random
import statistics
import sys
import tempfile
import time

from session import Session

FORMS = {
    "D": {"type": "DOUBLE", "minValue": -5, "maxValue": 5},
    "L": {"type": "DOUBLE", "minValue": 1e-5, "maxValue": 1, "scaleType": "UNIT_LOG_SCALE"},
    "R": {"type": "DOUBLE", "minValue": 0.001, "maxValue": 0.999, "scaleType": "UNIT_REVERSE_LOG_SCALE"},
    "I": {"type": "INTEGER", "minValue": 0, "maxValue": 20},
    "J": {"type": "INTEGER", "minValue": 1, "maxValue": 1024, "scaleType": "UNIT_LOG_SCALE"},
    "S": {"type": "DISCRETE", "discreteValues": [0, 1, 2, 4, 5, 8, 12, 16]},
    "C": {"type": "CATEGORICAL", "categoricalValues": ["red", "green", "blue"]},
    "K": {"type": "CATEGORICAL", "categoricalValues": ["oak", "elm", "fir", "ash", "yew", "box"]},
}
LETTERS = "DDDDLLLRRIIJJSSCCKKI"
PARAMETERS = [FORMS[letter] for letter in LETTERS]


def place(letter: str, value: object) -> float:
    """Where a value lies, in 0 ... 1."""
    form = FORMS[letter]
    if letter in "CK":
        return form["categoricalValues"].index(value) / (len(form["categoricalValues"]) - 1)
    if letter == "S":
        return form["discreteValues"].index(value) / 7
    low, high = form["minValue"], form["maxValue"]
    if form.get("scaleType") == "UNIT_LOG_SCALE":
        return math.log(value / low) / math.log(high / low)
    if form.get("scaleType") == "UNIT_REVERSE_LOG_SCALE":
        return 1 - math.log((low + high - value) / low) / math.log(high / low)
    return (value - low) / (high - low)


def loss(parameters: dict) -> float:
    """A bent valley, with its floor off the middle of each parameter."""
    at = [place(letter, parameters[f"p{k}"]) - 0.3 - 0.02 * k for k, letter in enumerate(LETTERS)]
    valley = sum(u * u for u in at)
    bends = sum((b - a * a) ** 2 for a, b in zip(at, at[1:]))
    return math.log(1 + 10 * valley + 100 * bends)


def drawn(rng: random.Random) -> dict:
    """A random point."""
    values = {}
    for k, letter in enumerate(LETTERS):
        form = FORMS[letter]
        low, high, u = form.get("minValue", 0), form.get("maxValue", 0), rng.random()
        if letter in "CK":
            values[f"p{k}"] = rng.choice(form["categoricalValues"])
        elif letter == "S":
            values[f"p{k}"] = rng.choice(form["discreteValues"])
        elif letter == "L":
            values[f"p{k}"] = min(low * (high / low) ** u, high)
        elif letter == "I":
            values[f"p{k}"] = rng.randint(low, high)
        elif letter == "J":
            values[f"p{k}"] = round((high / low) ** u)
        else:
            values[f"p{k}"] = low + (high - low) * u
    return values


def trial(session: Session) -> float:
    """CPU time of one trial: suggested, and told."""
    before = session.cpu_ms()
    suggested = session.ask(method="suggest")["trials"][0]
    session.ask(method="complete", trialId=suggested["trialId"], value=loss(suggested["parameters"]))
    return session.cpu_ms() - before


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(int(share * len(values)), len(values) - 1)]


def main() -> int:
    attune = sys.argv[1]
    rows, holds = [], True

    def row(what: str, value: float, unit: str, limit: float | None) -> None:
        nonlocal holds
        holds &= limit is None or value <= limit
        rows.append(f"| {what} | {value:.4g} {unit} | {'' if limit is None else f'{limit:g} {unit}'} |")

    with tempfile.TemporaryDirectory() as folder:
        session = Session(attune, folder, PARAMETERS)
        costs = [trial(session) for _ in range(100)]
        session.end()
        row("the first 100 trials: median", statistics.median(costs), "ms", 5)
        row("the first 100 trials: 95th percentile", percentile(costs, 0.95), "ms", 25)
        row("the first 100 trials: sum", sum(costs), "ms", None)
        for count, limit in ((1_000, 50), (10_000, 200)):
            session = Session(attune, folder, PARAMETERS)
            rng = random.Random(count)
            for _ in range(count):
                point = drawn(rng)
                session.ask(method="add", parameters=point, value=loss(point))
            first = trial(session)
            costs = [trial(session) for _ in range(100)]
            peak = session.end()
            row(f"after {count:,} trials: the first suggestion", first, "ms", limit)
            row(f"after {count:,} trials: 95th percentile of 100", percentile(costs, 0.95), "ms", limit)
            row(f"after {count:,} trials: memory at most", peak, "MB", 200 if count == 10_000 else None)
        starts = []
        for _ in range(20):
            began = time.perf_counter()
            session = Session(attune, folder, PARAMETERS)
            session.ask(method="suggest")
            starts.append((time.perf_counter() - began) * 1000)
            session.end()
        row("from the start of the process to its first suggestion, smallest of 20", min(starts), "ms", 50)
    load = os.getloadavg()[0]
    print("## What a suggestion costs\n")
    print(f"`Scripts/bench suggestions`: 20 parameters of all types and scales; load {load:.1f} at the end.\n")
    print("| what | result | limit |\n|---|---|---|")
    print("\n".join(rows) + "\n")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
