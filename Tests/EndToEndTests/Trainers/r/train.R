# SPDX-License-Identifier: Apache-2.0
# A trainer in R that reads the command line itself; its "training" is a run recorded for each activation.
arguments <- commandArgs(trailingOnly = TRUE)
given <- function(name, default) {
  prefix <- paste0("--", name, "=")
  found <- arguments[startsWith(arguments, prefix)]
  if (length(found) > 0) substring(tail(found, 1), nchar(prefix) + 1) else default
}
activation <- given("activation", "relu")

dir.create("seen")
writeLines(arguments, "seen/argv")
writeLines(Sys.getenv("CLOUD_ML_TRIAL_ID"), "seen/trial")
writeLines(getwd(), "seen/directory")
cat("training with", activation, "\n")
dir.create("logs")
invisible(file.copy(file.path("recorded", activation), "logs/events.out.tfevents.1700000000.r"))
