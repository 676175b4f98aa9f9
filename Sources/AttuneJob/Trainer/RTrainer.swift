// SPDX-License-Identifier: Apache-2.0

/// How R scripts are started.
///
/// R's Keras writes event files only inside `tfruns::training_run`, so the script runs in one where the
/// package is installed, and is sourced otherwise. `flags()` reads the command line either way.
enum RTrainer {
  static let wrapper = """
    local({ script <- commandArgs(TRUE)[[1]]; \
    if (requireNamespace("tfruns", quietly = TRUE)) \
    tfruns::training_run(script, run_dir = file.path("runs", Sys.getenv("CLOUD_ML_JOB_ID")), \
    echo = TRUE, view = FALSE) \
    else source(script, echo = TRUE, local = globalenv()) })
    """
}
