# SPDX-License-Identifier: Apache-2.0
"""Makes the files in recorded/: `python3 record.py shell/recorded`. Each is one run of tensorboardX's writer."""
import os
import sys
import tempfile

from tensorboardX import SummaryWriter

for activation, last in [("relu", 0.9375), ("tanh", 0.875), ("sigmoid", 0.75)]:
    with tempfile.TemporaryDirectory() as folder:
        with SummaryWriter(folder) as writer:
            for epoch, accuracy in enumerate([0.25, 0.5, last]):
                writer.add_scalar("accuracy", accuracy, epoch, walltime=1700000000 + epoch)
        os.replace(os.path.join(folder, os.listdir(folder)[0]), os.path.join(sys.argv[1], activation))
