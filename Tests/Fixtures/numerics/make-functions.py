#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes exp.txt and log.txt: arguments with their values to 100 bits, as bit patterns of doubles.

Each line: x, the double nearest to f(x), and what that leaves (0 where the value is a special one).
Needs mpmath 1.3.
"""
import math
import pathlib
import random
import struct

import mpmath

mpmath.mp.prec = 240
HERE = pathlib.Path(__file__).parent


def bits(x):
    return struct.pack(">d", x).hex()


def nearest(value):
    """The double nearest to an mpf, subnormals included (float() of an mpf rounds those twice)."""
    if value == 0:
        return 0.0
    exponent = max(int(mpmath.floor(mpmath.log(abs(value), 2))) - 52, -1074)
    return math.ldexp(int(mpmath.nint(mpmath.ldexp(value, -exponent))), exponent)


def lines(function, arguments):
    for x in sorted(set(arguments)):
        value = function(mpmath.mpf(x))
        head = nearest(value)
        yield f"{bits(x)} {bits(head)} {bits(float(value - mpmath.mpf(head)))}"


def around(x, reach=2):
    for _ in range(reach):
        x = math.nextafter(x, -math.inf)
    for _ in range(2 * reach + 1):
        yield x
        x = math.nextafter(x, math.inf)


random.seed(2026)
exps = [random.uniform(-744.4, 709.78) for _ in range(700)]
exps += [random.uniform(-1, 1) * 10 ** random.uniform(-17, 1) for _ in range(700)]
exps += [random.uniform(-745.1, -708.3) for _ in range(200)]  # subnormal results
for n in range(-40, 41):  # the seams between two cells of the table
    exps += around((n + 0.5) * math.log(2) / 64, 1)
(HERE / "exp.txt").write_text("\n".join(lines(mpmath.exp, exps)) + "\n")

logs = [2 ** random.uniform(-1022, 1023.9) for _ in range(600)]
logs += [random.uniform(0.4, 2.5) for _ in range(500)]
logs += [1 + random.uniform(-1, 1) * 10 ** random.uniform(-15.5, -1) for _ in range(400)]
logs += [random.uniform(0.93, 0.945) for _ in range(100)] + [random.uniform(1.055, 1.07) for _ in range(100)]
logs += [5e-324 * random.randrange(1, 2**random.randrange(1, 53)) for _ in range(200)]  # subnormals
for j in range(0, 128):
    logs += around(1 + (j + 0.5) / 128, 1)
(HERE / "log.txt").write_text("\n".join(lines(mpmath.log, [x for x in logs if x != 1])) + "\n")
