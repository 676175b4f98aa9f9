# SPDX-License-Identifier: Apache-2.0
# A training script that needs no more than tfruns: the metric goes where Keras' callback for tfruns puts it.
library(tfruns)

FLAGS <- flags(
  flag_numeric("dropout1", 0.4),
  flag_integer("dense_units1", 128)
)

epochs <- 20
acc <- 0.9 + 0.08 * (1 - exp(-seq_len(epochs) / 5)) - 0.2 * (FLAGS$dropout1 - 0.3)^2
for (epoch in seq_len(epochs)) cat("epoch", epoch, "acc", acc[[epoch]], "\n")
# A gate keeps it running for as long as a test wants.
while (nzchar(Sys.getenv("GATE")) && !file.exists(Sys.getenv("GATE"))) Sys.sleep(0.05)
write_run_metadata("metrics", list(acc = acc, val_acc = acc - 0.01))
writeLines(format(FLAGS$dense_units1), "model.txt")
