#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the Swift tables of exp, log and Sobol; run from the root of the repository.

Needs mpmath 1.3 (the tables) and SciPy 1.11 or later (it ships Joe and Kuo's direction numbers).
"""
import pathlib

import mpmath
import numpy
import scipy.stats

mpmath.mp.prec = 200
LICENCE = "// SPDX-License-Identifier: Apache-2.0\n"
MADE_BY = "// Made by Scripts/make-numeric-tables.py.\n"
STUDY = pathlib.Path("Sources/AttuneStudy/Functions")
SOBOL = pathlib.Path("Sources/AttuneOptimizers/Sobol")


def head(x, grid_bits):
    """x rounded to a multiple of 2^-grid_bits, as a float: the grid makes sums of heads exact."""
    return float(mpmath.nint(x * 2**grid_bits) / mpmath.mpf(2) ** grid_bits)


def rows(values):
    return ",\n".join("    " + ", ".join(v.hex() for v in values[i : i + 4]) for i in range(0, len(values), 4))


def array(name, comment, values):
    return f"  /// {comment}\n  static let {name}: [Double] = [\n{rows(values)},\n  ]\n"


def split(values, head_of):
    heads = [head_of(v) for v in values]
    tails = [float(v - mpmath.mpf(h)) for v, h in zip(values, heads)]
    return heads, tails


def constant(name, comment, value):
    return f"  /// {comment}\n  static let {name} = {value.hex()}\n"


def exp_table():
    cells = 64
    heads, tails = split([mpmath.mpf(2) ** (mpmath.mpf(j) / cells) for j in range(cells)], float)
    step = mpmath.log(2) / cells
    step_head = head(step, 42)
    return (
        LICENCE + "\n" + MADE_BY + "\n/// Constants of `Portable.exp`.\nenum ExpTable {\n"
        + constant("cellsPerUnit", "64 / ln 2.", float(1 / step))
        + constant("stepHead", "ln 2 / 64 to 36 bits: its product with a 17-bit integer is exact.", step_head)
        + constant("stepTail", "What `stepHead` leaves of ln 2 / 64.", float(step - mpmath.mpf(step_head)))
        + array("powers", "2^(j/64), rounded.", heads)
        + array("powerTails", "What `powers` leaves of 2^(j/64).", tails)
        + "}\n"
    )


def log_table():
    cells = 128
    heads, tails = split(
        [mpmath.log(1 + mpmath.mpf(j) / cells) for j in range(cells + 1)], lambda v: head(v, 42))
    ln2 = mpmath.log(2)
    ln2_head = head(ln2, 42)
    return (
        LICENCE + "\n" + MADE_BY + "\n/// Constants of `Portable.log`.\nenum LogTable {\n"
        + constant("ln2Head", "ln 2 to a multiple of 2^-42: sums of its multiples and of `logs` are exact.", ln2_head)
        + constant("ln2Tail", "What `ln2Head` leaves of ln 2.", float(ln2 - mpmath.mpf(ln2_head)))
        + array("logs", "ln(1 + j/128) to a multiple of 2^-42.", heads)
        + array("logTails", "What `logs` leaves of ln(1 + j/128).", tails)
        + "}\n"
    )


DEGREES = 13  # every primitive polynomial up to this degree: 1,110 of them
JOE_KUO_NOTICE = """\
Licence pertaining to sobol.cc and the accompanying sets of direction numbers

Copyright (c) 2008, Frances Y. Kuo and Stephen Joe
All rights reserved.

Redistribution and use in source and binary forms, with or without
modification, are permitted provided that the following conditions are met:

    * Redistributions of source code must retain the above copyright
      notice, this list of conditions and the following disclaimer.

    * Redistributions in binary form must reproduce the above copyright
      notice, this list of conditions and the following disclaimer in the
      documentation and/or other materials provided with the distribution.

    * Neither the names of the copyright holders nor the names of the
      University of New South Wales and the University of Waikato
      and its contributors may be used to endorse or promote products derived
      from this software without specific prior written permission.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS ``AS IS'' AND ANY
EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS BE LIABLE FOR ANY
DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES
(INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES;
LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND
ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT
(INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS
SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
"""


def digit(value):
    """One base-64 digit: the characters from 0 to p, without the backslash."""
    code = ord("0") + value
    return chr(code if code < ord("\\") else code + 1)


def sobol_records():
    source = pathlib.Path(scipy.stats.__file__).with_name("_sobol_direction_numbers.npz")
    numbers = numpy.load(source)
    last = 0
    for poly, initial in zip(numbers["poly"][1:], numbers["vinit"][1:]):
        poly = int(poly)
        degree = poly.bit_length() - 1
        if degree > DEGREES:
            return
        assert poly > last, "polynomials must rise: the reader tells degrees apart by their counts"
        last = poly
        middle = (poly >> 1) & ((1 << (degree - 1)) - 1)
        record = digit(middle >> 6) + digit(middle & 63)
        for k in range(1, degree + 1):
            half = (int(initial[k - 1]) - 1) // 2
            record += (digit(half >> 6) if k > 7 else "") + digit(half & 63)
        yield degree, record


def sobol_table():
    records = list(sobol_records())
    counts = [sum(1 for degree, _ in records if degree == d) for d in range(1, DEGREES + 1)]
    text = "".join(record for _, record in records)
    lines = "\\\n".join("    " + text[i : i + 104] for i in range(0, len(text), 104))
    comment = "\n".join(("// " + line).rstrip() for line in JOE_KUO_NOTICE.rstrip().split("\n"))
    return (
        LICENCE + "\n" + MADE_BY + "//\n" + comment + "\n\n"
        "/// Joe and Kuo's direction numbers (new-joe-kuo-6) of the dimensions 2 to "
        f"{len(records) + 1:,}, packed.\n"
        "///\n/// Source: S. Joe and F. Y. Kuo, \"Constructing Sobol sequences with better two-dimensional projections\",\n"
        "/// SIAM J. Sci. Comput. 30, 2635-2654 (2008). Digits are base 64:\n/// the characters from 0 to p without the backslash. A record holds the inner coefficients\n"
        "/// of its primitive polynomial (two digits), then (m_k − 1)/2 for k = 1 … degree: one digit up to\n"
        "/// k = 7, two beyond.\n"
        "enum JoeKuoTable {\n"
        "  /// How many polynomials there are of degree 1, 2, …; the records stand in this order.\n"
        f"  static let polynomialsOfDegree = {counts}\n\n"
        "  static let records = \"\"\"\n" + lines + "\n    \"\"\"\n}\n"
    )


for folder in (STUDY, SOBOL):
    folder.mkdir(parents=True, exist_ok=True)
(STUDY / "ExpTable.swift").write_text(exp_table())
(STUDY / "LogTable.swift").write_text(log_table())
(SOBOL / "JoeKuoTable.swift").write_text(sobol_table())
