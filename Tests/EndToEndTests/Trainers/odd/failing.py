# SPDX-License-Identifier: Apache-2.0
"""Fails with a traceback when --x is above 0.5; succeeds otherwise."""
import sys

from events import Writer

x = float(sys.argv[-1].removeprefix("--x="))
if x > 0.5:
    raise ValueError(f"x is {x}, which is more than this trainer can bear")
Writer().add("accuracy", x, 1)
