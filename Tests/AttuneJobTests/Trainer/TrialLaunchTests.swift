// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy
import Testing

@Suite struct `What a trainer sees` {
  private let job = JobID(createdAt: Timestamp(milliseconds: 1_511_493_312_345))
  private let attempt = Attempt(trial: Trial.ID(3), number: 2)
  private let assignment = Assignment([
    .init(name: "dropout1", value: .double(0.2011326172916916)),
    .init(name: "num-epochs", value: .integer(-7)),
    .init(name: "batch", value: .discrete(32)),
    .init(name: "act", value: .categorical("re lu")),
  ])
  private let flags = ["--dropout1=0.2011326172916916", "--num-epochs=-7", "--batch=32", "--act=re lu"]

  private func place(jobDirectory: String? = nil) -> TrialPlace {
    TrialPlace(folder: "/home/jobs/j/trials/3/2", workingDirectory: "/work", jobDirectory: jobDirectory)
  }

  private func spec(_ trainer: Trainer, tunes: Bool = true) throws -> JobSpec {
    var spec = try JobSpec.sample()
    spec.trainer = trainer
    if !tunes { spec.tuning = nil }
    return spec
  }

  private func launch(_ spec: JobSpec, jobDirectory: String? = nil) -> TrialLaunch {
    spec.launch(attempt, of: job, with: assignment, at: place(jobDirectory: jobDirectory))
  }

  @Test(arguments: [
    Trainer(kind: .python, command: ["python3", "train.py", "--epochs", "5"], script: "train.py"),
    Trainer(kind: .julia, command: ["julia", "train.jl"], script: "train.jl"),
    Trainer(kind: .shell, command: ["sh", "train.sh", "a b"], script: "train.sh"),
    Trainer(kind: .executable, command: ["./train"], script: "train"),
    Trainer(kind: .command, command: ["env", "A=1", "train"]),
  ])
  func `is its own arguments, then one token for each parameter`(trainer: Trainer) throws {
    #expect(launch(try spec(trainer)).command == trainer.command + flags)
  }

  @Test func `has the job directory last, as two tokens`() throws {
    let trainer = Trainer(kind: .module, command: ["python3", "-m", "trainer.task", "--epochs", "5"])
    let command = launch(try spec(trainer), jobDirectory: "/store/bucket/3").command
    #expect(command == trainer.command + flags + ["--job-dir", "/store/bucket/3"])
  }

  @Test func `is a wrapper around an R script, which takes flags but no job directory`() throws {
    let trainer = Trainer(kind: .r, command: ["Rscript", "train.R", "--epochs=5"], script: "train.R")
    let command = launch(try spec(trainer), jobDirectory: "/store/bucket/3").command
    #expect(command.prefix(2) == ["Rscript", "-e"])
    #expect(
      command[2] == """
        local({ script <- commandArgs(TRUE)[[1]]; if (requireNamespace("tfruns", quietly = TRUE)) \
        tfruns::training_run(script, run_dir = file.path("runs", Sys.getenv("CLOUD_ML_JOB_ID")), \
        echo = TRUE, view = FALSE) else source(script, echo = TRUE, local = globalenv()) })
        """)
    #expect(Array(command.dropFirst(3)) == ["train.R", "--epochs=5"] + flags)
  }

  @Test func `has values where its placeholders were, and then no flags`() throws {
    let trainer = Trainer(
      kind: .command, command: ["train", "-d", "{dropout1}", "{num-epochs}/{batch}", "{act}", "{{x}}"],
      usesPlaceholders: true)
    let command = launch(try spec(trainer), jobDirectory: "/store/3").command
    #expect(command == ["train", "-d", "0.2011326172916916", "-7/32", "re lu", "{x}"])
  }

  @Test func `is the attempt and its place`() throws {
    let launch = launch(try spec(Trainer(kind: .executable, command: ["./train"])))
    #expect(launch.attempt == attempt)
    #expect(launch.place == place())
  }

  @Test func `is an environment of its own in a tuning job`() throws {
    var spec = try spec(Trainer(kind: .python, command: ["python3", "train.py"]))
    spec.environment = ["OMP_NUM_THREADS": "2", "CLOUD_ML_JOB_ID": "forged"]
    var environment = launch(spec).environment
    #expect(environment.removeValue(forKey: "TF_CONFIG") != nil)
    #expect(
      environment == [
        "OMP_NUM_THREADS": "2",
        "ATTUNE_PARAM_DROPOUT1": "0.2011326172916916", "ATTUNE_PARAM_NUM_EPOCHS": "-7", "ATTUNE_PARAM_BATCH": "32",
        "ATTUNE_PARAM_ACT": "re lu", "ATTUNE_TRIAL_DIR": "/home/jobs/j/trials/3/2",
        "ATTUNE_WORK_DIR": "/work", "PYTHONUNBUFFERED": "1",
        "CLOUD_ML_JOB_ID": "attune_2017_11_24_031512345", "CLOUD_ML_TRIAL_ID": "3", "CLOUD_ML_HP_METRIC_TAG": "x",
        "CLOUD_ML_HP_METRIC_FILE": "/home/jobs/j/trials/3/2/hypertune/output.metrics",
      ])
  }

  @Test func `has no sign of a tuning job where nothing is tuned`() throws {
    let spec = try spec(Trainer(kind: .python, command: ["python3", "train.py"]), tunes: false)
    let environment = spec.launch(attempt, of: job, with: Assignment([]), at: place()).environment
    #expect(
      environment.keys.sorted() == [
        "ATTUNE_TRIAL_DIR", "ATTUNE_WORK_DIR", "CLOUD_ML_JOB_ID", "PYTHONUNBUFFERED", "TF_CONFIG",
      ])
    #expect(
      environment["TF_CONFIG"]
        == #"{"cluster":{"master":["127.0.0.1:2222"]},"environment":"cloud","#
        + #""job":{"args":[],"job_name":"attune_2017_11_24_031512345"},"task":{"index":0,"type":"master"}}"#)
  }

  private static let trainingInput = JSONValue.object([
    "scaleTier": .string("BASIC"), "args": .array([.string("--old")]),
    "hyperparameters": .object([
      "maxTrials": .integer(4), "params": .array([.object(["parameterName": .string("x"), "minValue": .number(0.5)])]),
    ]),
  ])

  @Test func `is a TF_CONFIG with the task, its cluster and the job`() throws {
    var spec = try spec(Trainer(kind: .python, command: ["python3", "train.py", "--epochs", "5"], script: "train.py"))
    spec.trainingInput = Self.trainingInput
    #expect(
      launch(spec).environment["TF_CONFIG"]
        == #"{"cluster":{"master":["127.0.0.1:2222"]},"environment":"cloud","job":{"args":["--epochs","5"],"#
        + #""hyperparameters":{"max_trials":4,"params":[{"min_value":0.5,"parameter_name":"x"}]},"#
        + #""job_name":"attune_2017_11_24_031512345","scale_tier":"BASIC"},"#
        + #""task":{"index":0,"trial":"3","type":"master"}}"#)
  }

  @Test func `calls the task a chief in both places where the file asks for it`() throws {
    var spec = try spec(Trainer(kind: .module, command: ["python3", "-m", "trainer.task", "-v"]))
    spec.trainingInput = .object(["useChiefInTfConfig": .bool(true)])
    #expect(
      launch(spec).environment["TF_CONFIG"]
        == #"{"cluster":{"chief":["127.0.0.1:2222"]},"environment":"cloud","job":{"args":["-v"],"#
        + #""job_name":"attune_2017_11_24_031512345","use_chief_in_tf_config":true},"#
        + #""task":{"index":0,"trial":"3","type":"chief"}}"#)
  }

  @Test(arguments: [
    ("lr", "ATTUNE_PARAM_LR"), ("num-epochs", "ATTUNE_PARAM_NUM_EPOCHS"), ("a.b c", "ATTUNE_PARAM_A_B_C"),
    ("größe", "ATTUNE_PARAM_GR_SSE"), ("x1_y", "ATTUNE_PARAM_X1_Y"),
  ])
  func `has every parameter as a variable`(name: String, variable: String) throws {
    let spec = try spec(Trainer(kind: .executable, command: ["./train"]))
    let assignment = Assignment([.init(name: name, value: .integer(1))])
    #expect(spec.launch(attempt, of: job, with: assignment, at: place()).environment[variable] == "1")
  }
}
