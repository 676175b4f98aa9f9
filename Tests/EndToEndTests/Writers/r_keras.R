# SPDX-License-Identifier: Apache-2.0
# Keras from R through reticulate, with the TensorBoard callback: logs/train/ and logs/validation/.
library(reticulate)
given <- commandArgs(trailingOnly = TRUE)
lr <- as.numeric(sub("--lr=", "", tail(given[startsWith(given, "--lr=")], 1)))

keras <- import("keras")
keras$utils$set_random_seed(7L)
# The data stays in Python: reticulate before 1.39 knows no arrays of NumPy 2.
random <- import("numpy", convert = FALSE)$random$default_rng(7L)
inputs <- random$normal(size = tuple(96L, 4L))
labels <- inputs$sum(axis = 1L)$`__gt__`(0L)
model <- keras$Sequential(list(keras$Input(tuple(4L)), keras$layers$Dense(1L, activation = "sigmoid")))
model$compile(keras$optimizers$SGD(lr), "binary_crossentropy", metrics = list("accuracy"))
history <- model$fit(
  inputs, labels, epochs = 4L, batch_size = 16L, validation_split = 0.25, verbose = 0L,
  callbacks = list(keras$callbacks$TensorBoard("logs", write_graph = FALSE)))
accuracies <- unlist(history$history$val_accuracy)
told <- list(step = length(accuracies) - 1L, value = tail(accuracies, 1))
writeLines(sprintf('{"step": %d, "value": %.17g}', told$step, told$value), "told.json")
