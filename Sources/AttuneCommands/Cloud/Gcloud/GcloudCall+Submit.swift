// SPDX-License-Identifier: Apache-2.0
import AttuneConfig
import AttuneJob
import AttuneLocal
import AttuneServer

extension GcloudCall {
  func submit() async throws {
    let service = try Composition.service()
    let home = try Composition.home()
    let submission = try Submission(self)
    let bundle = try StagedBundle(of: submission.package, for: submission.id, home: home)
    defer { bundle.remove() }
    for notice in try bundle.adapt() { StandardError.say("WARNING: \(notice)") }
    var environment = Composition.environment
    try Shims.install(in: home.shims)
    environment["PATH"] = [home.shims, environment["PATH"] ?? "/usr/bin:/bin"].joined(separator: ":")
    environment["ATTUNE_HOME"] = home.folder
    do {
      _ = try await service.create(
        submission.spec(in: bundle.folder), id: submission.id, environment: environment)
    } catch let error as JobStoreError where error.code == .alreadyExists {
      throw GcloudFailure(
        name, APIError(.alreadyExists, field: "job.job_id", "A job with this id already exists."))
    }
    try await DetachedController(service: service, home: home, takesOver: false).start(submission.id)
    let follows = flag("stream-logs") != nil
    StandardError.say("Job [\(submission.id)] submitted successfully.")
    if !follows { StandardError.say(Self.advice(submission.id)) }
    if follows {
      try await GcloudLog(service: service, job: try await service.find(submission.id.rawValue)).write()
    } else {
      try StandardOutput.write("jobId: \(submission.id)\nstate: QUEUED\n")
    }
  }

  private static func advice(_ job: JobID) -> String {
    """
    Your job is still active. You may view the status of your job with the command

      $ gcloud ai-platform jobs describe \(job)

    or continue streaming the logs with the command

      $ gcloud ai-platform jobs stream-logs \(job)
    """
  }
}

/// What `jobs submit training` was given, read and checked.
private struct Submission {
  let id: JobID
  /// The folder with the package, as it was given.
  let package: String
  private let module: String
  private let arguments: [String]
  private let configuration: Configuration

  init(_ call: GcloudCall) throws {
    let name = try call.operand("JOB")
    guard let id = JobID(rawValue: name) else {
      throw GcloudFailure(
        call.name,
        APIError(
          .invalidArgument, field: "job.job_id",
          "A name should start with a letter and contain only letters, numbers and underscores."))
    }
    self.id = id
    configuration = try Self.configuration(call)
    arguments = call.line.arguments ?? configuration.arguments ?? []
    guard let module = call.flag("module-name") ?? configuration.pythonModule, !module.isEmpty, module.first != "-"
    else {
      throw GcloudFailure(call.name, "argument --module-name: Must be specified.", status: 2)
    }
    self.module = module
    guard let package = call.flag("package-path"), !package.isEmpty else {
      throw GcloudFailure(
        call.name, "argument --package-path: Must be specified: the folder of the package that is to run here.",
        status: 2)
    }
    self.package = package
  }

  /// The file's, and the flags that beat it.
  private static func configuration(_ call: GcloudCall) throws -> Configuration {
    var configuration = Configuration()
    if let file = call.flag("config") {
      let reading = ConfigurationReader.read(path: AbsolutePath.of(file), name: file, gpus: Accelerators.count)
      for warning in reading.diagnostics where warning.severity == .warning {
        StandardError.say("WARNING: \(warning.location.map { "\($0): " } ?? "")\(warning.message)")
      }
      guard let read = reading.configuration else {
        throw APIError(reading.diagnostics.filter { $0.severity == .error })
      }
      configuration = read
    }
    let fields = [
      "job-dir": "jobDir", "region": "region", "runtime-version": "runtimeVersion", "python-version": "pythonVersion",
      "module-name": "pythonModule", "master-machine-type": "masterType",
    ]
    for (flag, field) in fields {
      if let value = call.flag(flag) { configuration.trainingInput[field] = .string(value) }
    }
    if let tier = call.flag("scale-tier") {
      configuration.trainingInput["scaleTier"] = .string(tier.uppercased().split(separator: "-").joined(separator: "_"))
    }
    if let directory = call.flag("job-dir") { configuration.jobDirectory = directory }
    if let arguments = call.line.arguments {
      configuration.trainingInput["args"] = arguments.isEmpty ? nil : .array(arguments.map { .string($0) })
    }
    for label in (call.flag("labels") ?? "").split(separator: ",") {
      let parts = label.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2 else {
        throw GcloudFailure(
          call.name, "argument --labels: Bad syntax for dict arg: [\(label)].", status: 2)
      }
      configuration.labels[parts[0]] = parts[1]
    }
    return configuration
  }

  func spec(in directory: String) -> JobSpec {
    configuration.unattended(module, arguments: arguments, in: directory)
  }
}
