# SPDX-License-Identifier: Apache-2.0
# The article's session and the rest of what the R package can do, with Attune behind it. Stops at the first surprise.
options(cloudml.snapshot.fallback.ok = TRUE, width = 120, repos = character(), warn = 1)
suppressPackageStartupMessages(library(cloudml))

expect <- function(what, holds) {
  if (!isTRUE(holds)) stop("not so: ", what, call. = FALSE)
  cat("ok:", what, "\n")
}
fails <- function(code, pattern) {
  message <- tryCatch({ force(code); "" }, error = conditionMessage)
  grepl(pattern, message, fixed = TRUE)
}
wait <- function(job, states = "SUCCEEDED") {
  for (i in 1:600) {
    state <- job_status(job)$state
    if (state %in% states) return(state)
    Sys.sleep(0.2)
  }
  stop("the job stays ", state)
}
# The process that runs a job; NULL where none does.
controller <- function(id) {
  jobs <- jsonlite::fromJSON(system2("attune", c("list", "--format", "json"), stdout = TRUE), simplifyDataFrame = FALSE)
  Filter(function(job) job$jobId == id, jobs)[[1]]$owner$pid
}
columns <- c(
  "finalMetric.objectiveValue", "finalMetric.trainingStep", "hyperparameters.dense_units1", "hyperparameters.dropout1", "trialId")

# --- The article, with the controller killed in the middle, and once more. ---------------------------------------
for (round in 1:2) {
  gate <- tempfile()
  Sys.setenv(GATE = gate)
  job <- cloudml_train("train.R", config = "tuning.yml")
  expect("a job is submitted", inherits(job, "cloudml_job_train") && grepl("^cloudml_\\d{4}_\\d\\d_\\d\\d_\\d{9}$", job$id))
  expect("it is known from the beginning as a tuning job", !is.null(job$description$trainingInput$hyperparameters))
  for (i in 1:200) {
    pid <- controller(job$id)
    if (!is.null(pid)) break
    Sys.sleep(0.05)
  }
  tools::pskill(pid, 9)
  file.create(gate)
  Sys.unsetenv("GATE")
  expect("it succeeds although its controller was killed", wait(job$id) == "SUCCEEDED")

  trials <- job_trials("latest")
  print(trials)
  expect("the table has the article's columns", identical(names(trials), columns))
  expect("of ten trials, best first", nrow(trials) == 10 && !is.unsorted(-trials$finalMetric.objectiveValue))
  expect("with the last epoch's value", all(trials$finalMetric.trainingStep == 19))
  expect("of the ids 1 to 10", setequal(trials$trialId, 1:10))

  job_collect(job$id, trials = trials$trialId[1:5], view = FALSE)
  runs <- ls_runs()
  expect("the five that are named are collected", sum(startsWith(basename(runs$run_dir), job$id)) == 5)
  best <- sprintf("runs/%s-%02d", job$id, trials$trialId[[1]])
  expect("the best trial's run is what the table says",
         isTRUE(all.equal(run_info(best)$flag_dropout1, trials$hyperparameters.dropout1[[1]])))
}
job_collect(view = FALSE)
job_collect(trials = "all", view = FALSE)
expect("all ten are there", sum(startsWith(dir("runs"), job$id)) == 10)
run <- run_info(best)
expect("a run knows its job", run$cloudml_job == job$id && run$cloudml_state == "SUCCEEDED" && run$cloudml_ml_units > 0)
expect("and when it was", run$cloudml_start <= run$cloudml_end && run$cloudml_master_type == "standard_gpu")
expect("and the console's addresses", grepl(job$id, run$cloudml_console_url) && grepl(job$id, run$cloudml_log_url))
expect("what the script wrote is there", file.exists(file.path(best, "model.txt")))

# --- Looking at jobs. ---------------------------------------------------------------------------------------------
jobs <- job_list()
expect("jobs are listed newest first", identical(names(jobs), c("JOB_ID", "STATUS", "CREATED")) && jobs$JOB_ID[[1]] == job$id)
expect("with times", inherits(jobs$CREATED, "POSIXct") && !anyNA(jobs$CREATED))
expect("some of them", nrow(job_list(limit = 1)) == 1 && nrow(job_list(filter = "state=SUCCEEDED", sort_by = "createTime")) == 2)
expect("their addresses", grepl(job$id, job_list(uri = TRUE)$stdout))
print(job_status("latest"))
log <- capture.output(job_stream_logs(job$id, task_name = "master-replica-0"))
expect("logs are shown", sum(grepl("acc 0.9", log)) >= 200)

# --- Other ways to submit. ----------------------------------------------------------------------------------------
one <- list(trainingInput = list(hyperparameters = list(
  goal = "MINIMIZE", hyperparameterMetricTag = "acc", maxTrials = 2, maxParallelTrials = 2,
  params = list(list(parameterName = "dropout1", type = "DOUBLE", minValue = 0.2, maxValue = 0.6)))))
job <- cloudml_train("train.R", config = one, flags = list(dense_units1 = 7L), master_type = "standard", collect = TRUE)
trials <- job_trials(job$id)
expect("a list is a configuration, and its best is the smallest", !is.unsorted(trials$finalMetric.objectiveValue))
expect("of one parameter, as R binds it", "dropout1" %in% names(trials))
collected <- sprintf("runs/%s-%d", job$id, trials$trialId[[1]])
expect("a flag that is given beats the script's", readLines(file.path(collected, "model.txt")) == "7")
expect("a machine that is given is told", job$description$trainingInput$masterType == "standard")

dir.create("conf")
writeLines("trainingInput:\n  scaleTier: BASIC", "conf/cloudml.yml")
job <- cloudml_train("train.R", config = "conf")
expect("without hyperparameters it is one run", wait(job$id) == "SUCCEEDED" && is.null(job_trials(job$id)))
job_collect(job$id, view = FALSE)
expect("collected under the job's name", file.exists(file.path("runs", job$id, "model.txt")))
file.copy("conf/cloudml.yml", "cloudml.yml")
expect("cloudml.yml is found by itself", cloudml_train("train.R")$description$trainingInput$scaleTier == "BASIC")
file.remove("cloudml.yml")

dry <- cloudml_train("train.R", config = "tuning.yml", dry_run = TRUE)
expect("a dry run submits nothing", is.null(dry$description) && !dry$id %in% job_list()$JOB_ID)
writeLines("trainingInput: {hyperparameters: {params: [{parameterName: x, type: FLOAT}]}}", "wrong.yml")
expect("a mistake in a configuration is told", fails(cloudml_train("train.R", config = "wrong.yml"), "INVALID_ARGUMENT"))
expect("so is a script that is not there", fails(cloudml_train("none.R"), "Entrypoint none.R not found"))

Sys.setenv(GATE = tempfile())
job <- cloudml_train("train.R", config = "tuning.yml")
job_cancel(job)
expect("a job is cancelled", wait(job$id, "CANCELLED") == "CANCELLED")
Sys.unsetenv("GATE")

# --- The storage. -------------------------------------------------------------------------------------------------
dir.create("data/deep", recursive = TRUE)
writeLines("1", "data/one.csv")
writeLines("2", "data/deep/two.csv")
gs_copy("data", "gs://attune/data", recursive = TRUE, echo = FALSE)
expect("data is copied", gsutil_exec("ls", "gs://attune/data")$stdout == "gs://attune/data/one.csv\ngs://attune/data/deep/\n")
expect("and comes to where it is needed", gs_data_dir("gs://attune/data", echo = FALSE) == "gs/attune/data")
expect("as it was", readLines("gs/attune/data/deep/two.csv") == "2")
expect("also for those who want it local", gs_data_dir_local("gs://attune/data") == "gs/attune/data" && gs_local_dir("data") == "data")
writeLines("3", "data/three.csv")
gs_rsync("data", "gs://attune/data", recursive = TRUE, delete = TRUE, echo = FALSE)
gs_rsync("gs://attune/data", "mirror", recursive = TRUE, dry_run = TRUE, echo = FALSE)
expect("a dry run copies nothing", length(dir("mirror")) == 0)
gs_rsync("gs://attune/data", "mirror", recursive = TRUE, echo = FALSE)
expect("and then there are three", length(dir("mirror", recursive = TRUE)) == 3)
expect("what is not there is told", fails(gsutil_exec("ls", "gs://attune/none/*"), "One or more URLs matched no objects."))

expect("the version is a version", gcloud_version()[["Google Cloud SDK"]] >= "246.0.0")
expect("gcloud answers", trimws(gcloud_exec("config", "get-value", "project", echo = FALSE)$stdout) == "attune")
expect("models are refused", fails(cloudml_deploy("data", "m"), "UNIMPLEMENTED"))
cat("all is well\n")
