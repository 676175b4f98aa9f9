# SPDX-License-Identifier: Apache-2.0
"""Makes curves.json: `python3 make-curves.py > curves.json`.

32 learning curves and, for jobs of one and of four trials at a time, whom the median rule stops, where, and in
which words. Written from the rule's words alone, with fractions instead of floating point.
"""
import json
import random
from fractions import Fraction

WIDTHS = (1, 4)


def curve(random):
    """A saturating accuracy with noise, in thousandths, of 8 to 20 steps."""
    end, rate = random.uniform(0.3, 0.95), random.uniform(0.05, 0.8)
    return [round(1000 * (end * (1 - (1 - rate) ** (step + 1)) + random.gauss(0, 0.02))) / 1000 for step in range(random.randint(8, 20))]


def exact(value):
    return Fraction(str(value))


def median(values):
    values = sorted(values)
    half = len(values) // 2
    return values[half] if len(values) % 2 else (values[half - 1] + values[half]) / 2


def verdict(seen, ended, sign, min_steps):
    """What the rule says of a trial that has reported `seen`, when `ended` are the curves of ended trials."""
    step, best = len(seen) - 1, max(sign * exact(value) for value in seen)
    if step < min_steps or len(seen) < 3 or len(ended) < 5:
        return None
    averages = [Fraction(sum(sign * exact(value) for value in other[:step + 1]), len(other[:step + 1])) for other in ended]
    middle = median(averages)
    if not best < middle or sum(sign * exact(other[-1]) > best for other in ended) < 3:
        return None
    return "stopped at step %d: %.4g, median of %d trials here %.4g" % (step, sign * best, len(averages), sign * middle)


def job(curves, width, sign, min_steps):
    waiting, running, ended, stopped = list(range(len(curves))), {}, [], []
    while waiting or running:
        while waiting and len(running) < width:
            running[waiting.pop(0)] = []
        for trial in sorted(running):
            seen = running[trial]
            seen.append(curves[trial][len(seen)])
            words = verdict(seen, ended, sign, min_steps)
            if words:
                stopped.append({"trial": trial + 1, "step": len(seen) - 1, "words": words})
            if words or len(seen) == len(curves[trial]):
                ended.append(running.pop(trial))
    return stopped


source = random.Random(5)
jobs = []
for goal, sign in (("MAXIMIZE", 1), ("MINIMIZE", -1)):
    curves = [[round(value if sign == 1 else 1 - value, 3) for value in curve(source)] for _ in range(32)]
    for width in WIDTHS:
        for min_steps in (0, 8):
            jobs.append({"goal": goal, "width": width, "minSteps": min_steps, "curves": curves,
                         "stopped": job(curves, width, sign, min_steps)})
print(json.dumps(jobs))
