# SPDX-License-Identifier: Apache-2.0
"""Diverges: its accuracy is a number at first, then NaN."""
from events import Writer

writer = Writer()
writer.add("accuracy", 0.5, 1)
writer.add("accuracy", float("nan"), 2)
