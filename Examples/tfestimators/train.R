# SPDX-License-Identifier: Apache-2.0
# A linear regressor of tfestimators predicts fuel consumption. An ordinary script of R: it knows nothing of Attune.
#
# Estimators write their summaries by themselves: `average_loss` of each evaluation goes to <model_dir>/eval.
library(tfestimators)

FLAGS <- flags(
  flag_integer("num_epochs", 20),
  flag_numeric("learning_rate", 0.2)
)

# 32 cars, which come with R.
set.seed(1)
chosen <- sample(nrow(mtcars), 24)

reader <- function(data, epochs = 1) {
  input_fn(
    data, features = c("disp", "cyl", "wt"), response = "mpg", batch_size = 8, num_epochs = epochs, shuffle = FALSE)
}

model <- linear_regressor(
  feature_columns = feature_columns(column_numeric("disp", "cyl", "wt")),
  model_dir = "model",
  optimizer = tensorflow::tf$compat$v1$train$FtrlOptimizer(learning_rate = FLAGS$learning_rate)
)
model |> train(reader(mtcars[chosen, ], epochs = FLAGS$num_epochs))
print(model |> evaluate(reader(mtcars[-chosen, ])))
