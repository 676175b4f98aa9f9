# SPDX-License-Identifier: Apache-2.0
# A Keras network tells irises apart. An ordinary script of R: it knows nothing of Attune.
#
# What is tuned are tfruns' flags. Inside tfruns::training_run, in which `attune run` starts it, Keras writes its
# metrics for TensorBoard by itself.
library(keras3)
library(tfruns)

FLAGS <- flags(
  flag_integer("units", 16),
  flag_numeric("dropout", 0.2),
  flag_numeric("learning_rate", 0.01)
)

# 150 flowers, which come with R.
set.seed(1)
set_random_seed(1L)
chosen <- sample(nrow(iris), 105)
x <- scale(as.matrix(iris[, 1:4]))
y <- as.integer(iris$Species) - 1L

model <- keras_model_sequential(input_shape = 4)
model |>
  layer_dense(units = FLAGS$units, activation = "relu") |>
  layer_dropout(rate = FLAGS$dropout) |>
  layer_dense(units = 3, activation = "softmax")

model |> compile(
  loss = "sparse_categorical_crossentropy",
  optimizer = optimizer_rmsprop(learning_rate = FLAGS$learning_rate),
  metrics = "accuracy"
)

model |> fit(
  x[chosen, ], y[chosen], epochs = 15, batch_size = 16, verbose = 2,
  validation_data = list(x[-chosen, ], y[-chosen])
)

save_model(model, "model.keras")
