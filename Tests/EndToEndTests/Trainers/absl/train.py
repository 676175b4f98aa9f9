# SPDX-License-Identifier: Apache-2.0
"""A trainer with absl flags, as TensorFlow scripts have them; the better, the nearer --x is to 0.3."""
import os

from absl import app, flags, logging
from tensorboardX import SummaryWriter

flags.DEFINE_float("x", 0.5, "the nearer to 0.3, the better", lower_bound=-1.0)
flags.DEFINE_integer("batch_size", 32, "written beside the metric")
flags.DEFINE_enum("activation", "relu", ["relu", "tanh"], "seen, not used")
FLAGS = flags.FLAGS


def main(argv):
    os.makedirs("seen")
    with open("seen/flags", "w") as file:
        file.write(f"x={FLAGS.x!r}\nbatch_size={FLAGS.batch_size!r}\nactivation={FLAGS.activation!r}\n")
    with SummaryWriter("logs") as writer:
        for epoch in range(3):
            writer.add_scalar("batch_size", FLAGS.batch_size, epoch)
            writer.add_scalar("accuracy", epoch / 2 - (FLAGS.x - 0.3) ** 2, epoch)
            logging.info("epoch %d", epoch)


if __name__ == "__main__":
    app.run(main)
