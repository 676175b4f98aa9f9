#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes sobol.txt: unscrambled points of SciPy's Sobol sequence in units of 2^-32.

Each line: index, dimension (from 1), coordinate. The last line, `all`, is a checksum of the points
0 to 255 in 1,111 dimensions. Needs SciPy 1.11 or later.
"""
import pathlib

from scipy.stats import qmc

DIMENSIONS = 1111
SHOWN = [*range(1, 13), 37, 53, 101, 161, 337, 481, 482, 777, 1024, 1111]


def points(first, count):
    sequence = qmc.Sobol(DIMENSIONS, scramble=False, bits=32)
    if first:
        sequence.fast_forward(first)
    return [[int(x * 2**32) for x in point] for point in sequence.random(count)]


lines = []
for first, count in [(0, 32), (1000, 2), (65535, 2), (1_000_000, 1)]:
    for index, point in enumerate(points(first, count), first):
        lines += [f"{index} {d} {point[d - 1]}" for d in SHOWN]
checksum = 0
for point in points(0, 256):
    for coordinate in point:
        checksum = (checksum * 31 + coordinate) % 2**64
lines.append(f"all {checksum}")
pathlib.Path(__file__).with_name("sobol.txt").write_text("\n".join(lines) + "\n")
