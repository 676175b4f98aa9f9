// SPDX-License-Identifier: Apache-2.0
import AttuneConfig
import AttuneJob
import AttuneStudy
import Testing

@Suite struct `A request for a job` {
  static let tuning = Reading.tuning(parameter: "type: DOUBLE\nminValue: 0\nmaxValue: 1")

  @Test func `becomes all that a job needs`() throws {
    let own = "\n  args: [--epochs, 5]\n  jobDir: gs://bucket/out\nattune: {snapshot: {exclude: [x], link: [y]}}\n"
    let files = ["tuning.yml": Self.tuning + own + "labels: {team: vision}\n", "train.py": ""]
    try Folder.with(files) { folder in
      let request = JobRequest(
        directory: folder, program: .script("train.py", arguments: nil), name: "first", seed: 7,
        limits: .init(maxTrials: 12, maxParallelTrials: 3))
      let resolution = request.resolved(gpus: 0)
      let spec = try #require(resolution.spec)
      #expect(resolution.diagnostics.isEmpty)
      #expect(spec.name == "first")
      #expect(spec.seed == 7)
      #expect(spec.directory.hasSuffix(folder))
      #expect(spec.configurationPath == "\(spec.directory)/tuning.yml")
      #expect(
        spec.trainer
          == Trainer(kind: .python, command: ["python3", "train.py", "--epochs", "5"], script: "train.py"))
      #expect(spec.limits == JobLimits(maxTrials: 12, maxParallelTrials: 3))
      #expect(spec.workingCopy == .copied(exclude: ["x"], link: ["y"]))
      #expect(spec.jobDirectory == "gs://bucket/out")
      #expect(spec.labels == ["team": "vision"])
      #expect(spec.tuning?.space.parameters.map(\.name) == ["x"])
    }
  }

  @Test func `may run in place, with a seed of 0`() throws {
    try Folder.with(["tuning.yml": Self.tuning, "train.py": ""]) { folder in
      let request = JobRequest(
        directory: folder, program: .script("train.py", arguments: nil), limits: .init(maxParallelTrials: 1),
        isInPlace: true)
      let spec = try #require(request.resolved(gpus: 0).spec)
      #expect(spec.workingCopy == .inPlace)
      #expect(spec.seed == 0)
    }
  }

  @Test func `runs in place only one trial at a time`() throws {
    try Folder.with(["tuning.yml": Self.tuning, "train.py": ""]) { folder in
      let request = JobRequest(
        directory: folder, program: .script("train.py", arguments: nil),
        limits: .init(maxTrials: 12, maxParallelTrials: 3), isInPlace: true)
      let resolution = request.resolved(gpus: 0)
      #expect(resolution.spec == nil)
      #expect(
        resolution.diagnostics.map(\.description).last == """
          error: --in-place with 3 trials at a time: they would write into the same directory
            add --max-parallel-trials 1, or leave out --in-place: each trial then has a copy of its own
          """)
    }
  }

  @Test(arguments: JobRequest.usualNames) func `finds the usual files`(name: String) throws {
    try Folder.with([name: Self.tuning, "train.py": ""]) { folder in
      let found = JobRequest(directory: folder).configuration(gpus: 0)
      #expect(found.name == name)
      #expect(found.reading.configuration?.tuning != nil)
    }
  }

  @Test func `prefers the earlier of the usual names, and --config to all`() throws {
    let files = ["tuning.yml": Self.tuning, "cloudml.yml": "", "other/mine.json": "{\"labels\": {\"a\": \"b\"}}"]
    try Folder.with(files) { folder in
      #expect(JobRequest(directory: folder).configuration(gpus: 0).name == "tuning.yml")
      let mine = JobRequest(directory: folder, configurationFile: "other/mine.json").configuration(gpus: 0)
      #expect(mine.reading.configuration?.labels == ["a": "b"])
    }
  }

  @Test func `without a file runs one trial, and says so`() throws {
    try Folder.with(["train.py": ""]) { folder in
      let request = JobRequest(
        directory: folder, program: .script("train.py", arguments: ["--x"]), limits: .init(maxTrials: 3))
      let resolution = request.resolved(gpus: 0)
      #expect(
        resolution.diagnostics.map(\.description).joined(separator: "\n") == """
          notice: no configuration file here: one trial runs and nothing is tuned
            write tuning.yml, or give --config FILE; looked for tuning.yml, tuning.yaml, tuning.json, cloudml.yml, \
          hptuning_config.yaml
          warning: --max-trials has no effect: nothing is tuned
          """)
      #expect(resolution.spec?.tuning == nil)
      #expect(resolution.spec?.configurationPath == nil)
      #expect(resolution.spec?.limits == JobLimits())
      #expect(resolution.spec?.trainingInput == .object(["args": .array([.string("--x")])]))
    }
  }

  @Test(arguments: [
    ("tunning.yml", "error: no configuration file 'tunning.yml'\n  did you mean 'tuning.yml'?"),
    ("else/where.yml", "error: no configuration file 'else/where.yml'\n  check the path given to --config"),
    ("conf", "error: 'conf' is a directory, not a configuration file\n  give --config conf/cloudml.yml"),
    ("empty", "error: 'empty' is a directory, not a configuration file\n  give --config the path of a file"),
  ])
  func `with a wrong --config is refused`(file: String, said: String) throws {
    let files = ["tuning.yml": Self.tuning, "conf/cloudml.yml": "", "empty/x": "", "train.py": ""]
    try Folder.with(files) { folder in
      let request = JobRequest(
        directory: folder, configurationFile: file, program: .script("train.py", arguments: nil))
      let resolution = request.resolved(gpus: 0)
      #expect(resolution.spec == nil)
      #expect(resolution.diagnostics.map(\.description) == [said])
    }
  }

  @Test func `tells the mistakes of the file and of the program together`() throws {
    try Folder.with(["tuning.yml": "trainingInput: {hyperparameters: {}}", "train.py": ""]) { folder in
      let request = JobRequest(directory: folder, program: .script("trian.py", arguments: nil))
      #expect(
        request.resolved(gpus: 0).diagnostics.map(\.message) == ["'params' is missing", "no script 'trian.py'"])
    }
  }

  @Test func `echoes the arguments of the command line as the job's`() throws {
    try Folder.with(["tuning.yml": "trainingInput: {args: [--epochs, 5]}", "train.py": ""]) { folder in
      func echo(_ arguments: [String]?) -> JSONValue? {
        JobRequest(directory: folder, program: .script("train.py", arguments: arguments)).resolved(gpus: 0)
          .spec?.trainingInput
      }
      #expect(echo(nil) == .object(["args": .array([.string("--epochs"), .string("5")])]))
      #expect(echo(["--x"]) == .object(["args": .array([.string("--x")])]))
      #expect(echo([]) == .object([:]))
    }
  }
}
