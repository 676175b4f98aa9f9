# SPDX-License-Identifier: Apache-2.0
# A SummaryWriter from R through reticulate, for models that know nothing of Python.
library(reticulate)
given <- commandArgs(trailingOnly = TRUE)
lr <- as.numeric(sub("--lr=", "", tail(given[startsWith(given, "--lr=")], 1)))

writer <- import("tensorboardX")$SummaryWriter("logs")
weight <- 0
for (step in 1:5) {
  weight <- weight + 2 * lr * (1 - weight)
  writer$add_scalar("loss", (1 - weight)^2, step)
}
writer$close()
writeLines(sprintf('{"step": %d, "value": %.17g}', step, (1 - weight)^2), "told.json")
