# SPDX-License-Identifier: Apache-2.0
"""Writes scalars, but none that is called accuracy or the like."""
from events import Writer

writer = Writer()
writer.add("val_loss", 0.4, 1)
writer.add("accurate", 0.9, 1)
