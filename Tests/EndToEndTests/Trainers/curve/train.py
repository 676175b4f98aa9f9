# SPDX-License-Identifier: Apache-2.0
"""Reports a curve of four points that flattens out; the better, the nearer --x is to 0.3 and --n to 40."""
import json
import os
import sys
import time

flags = dict(flag.removeprefix("--").split("=") for flag in sys.argv[1:])
x, n = float(flags["x"]), int(flags["n"])
best = 1 - abs(x - 0.3) - abs(n - 40) / 64 - (0.1 if flags["kind"] == "a" else 0)
for step in range(1, 5):
    with open(os.environ["CLOUD_ML_HP_METRIC_FILE"], "a") as file:
        line = {"accuracy": best * (1 - 0.5**step), "global_step": str(step), "trial": "0", "timestamp": time.time()}
        file.write(json.dumps(line) + "\n")
    time.sleep(0.05)
