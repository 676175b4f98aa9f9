#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes normal.txt: the error function and the normal distribution, by mpmath with 60 digits. Needs mpmath 1.3 or 1.4.

A line is a function's name, its argument and its value, numbers as bit patterns of doubles; of `excess`, which is
ln h(z) with h(z) = phi(z) + z Phi(z), also the derivative.
"""
import pathlib
import random
import struct

import mpmath
from mpmath import mpf

mpmath.mp.dps = 60
random.seed(2026)


def bits(x):
    return struct.pack(">d", float(x)).hex()


def cumulative(z):
    return mpmath.erfc(-z / mpmath.sqrt(2)) / 2


def mills(z):
    """Phi(z) / phi(z): for z far below 0 by its continued fraction."""
    if z > -30:
        return cumulative(z) / mpmath.npdf(z)
    fraction = mpf(0)
    for k in range(400, 0, -1):
        fraction = k / (-z + fraction)
    return 1 / (-z + fraction)


def log_cumulative(z):
    return mpmath.log(cumulative(z)) if z > -30 else mpmath.log(mills(z)) - z * z / 2 - mpmath.log(2 * mpmath.pi) / 2


def excess(z):
    bracket = 1 + z * mills(z)
    value = mpmath.log(bracket) - z * z / 2 - mpmath.log(2 * mpmath.pi) / 2
    return value, mills(z) / bracket


def scaled(x):
    return mills(-x * mpmath.sqrt(2)) * mpmath.sqrt(2 / mpmath.pi)


def quantile(p):
    z = -mpmath.sqrt(-2 * mpmath.log(min(p, 1 - p)))
    for _ in range(60):
        z -= (log_cumulative(z) - mpmath.log(min(p, 1 - p))) * mills(z)
    return z if p < 0.5 else -z


def main():
    spread = [random.uniform(-8, 8) for _ in range(120)] + [random.uniform(-1, 1) for _ in range(60)]
    seams = [-50, -1, 0, 0.46875, 4, 28, 2**-60]
    deep = [-(10 ** random.uniform(0, 4)) for _ in range(120)] + [-49.999, -50.001, -1e4]
    high = [random.uniform(8, 40) for _ in range(20)]
    lines = []
    for x in spread + seams[2:] + [random.uniform(4, 27) for _ in range(40)]:
        value = mpmath.erfc(mpf(x))
        if value > mpf(2) ** -1022:
            lines.append(("erfc", x, value))
    for x in [abs(x) for x in spread] + seams[2:] + [10 ** random.uniform(0, 8) for _ in range(60)]:
        lines.append(("erfcx", x, scaled(mpf(x))))
    for z in spread + seams[:3] + [random.uniform(-37, -8) for _ in range(20)] + high:
        lines.append(("cumulative", z, cumulative(mpf(z))))
    for z in spread + seams[:3] + deep + high:
        lines.append(("logCumulative", z, log_cumulative(mpf(z))))
        lines.append(("excess", z, *excess(mpf(z))))
    probabilities = [random.random() for _ in range(80)] + [10 ** random.uniform(-300, 0) for _ in range(60)]
    for p in probabilities + [0.5, 2.0**-54, 1 - 2.0**-53, 5e-324, 0.05, 0.95]:
        lines.append(("quantile", p, quantile(mpf(p)) if p != 0.5 else 0))
    text = "\n".join(" ".join([name, *map(bits, numbers)]) for name, *numbers in lines)
    pathlib.Path(__file__).with_name("normal.txt").write_text(text + "\n")


main()
