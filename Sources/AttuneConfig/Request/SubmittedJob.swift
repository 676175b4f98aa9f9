// SPDX-License-Identifier: Apache-2.0
package import AttuneJob

/// A job that another program asks for, by the service's `Job` resource: its packages have been sent before.
package struct SubmittedJob: Sendable {
  package let id: JobID
  /// `gs://bucket/object`; the files that are unpacked, one over the other, to make its directory.
  package let packages: [String]
  /// What is worth telling about the configuration.
  package let notices: [Diagnostic]
  private let configuration: Configuration
  private let module: String

  /// Everything that is wrong with a job, each with its field.
  package struct Mistakes: Error, Sendable {
    package let all: [Diagnostic]
  }

  /// - Parameter job: the resource.
  /// - Parameter gpus: how many this machine has.
  package init(_ job: JSONValue, gpus: Int) throws(Mistakes) {
    let (value, reading) = ConfigurationReader.read(job: job, gpus: gpus)
    var mistakes = reading.diagnostics.filter { $0.severity == .error }
    let packages = value["trainingInput"]?["packageUris"]?.texts ?? []
    let id = value["jobId"]?.text.flatMap { JobID(rawValue: $0) }
    if id == nil, !(value["jobId"]?.isUnusable ?? false) {
      mistakes.append(
        Self.mistake(
          "job_id", "a job id has a letter first, then letters, digits and underscores, 128 at most",
          hint: value["jobId"]?.text.map { "it is '\($0)'" } ?? "it is missing"))
    }
    let module = value["trainingInput"]?["pythonModule"]?.text ?? ""
    if module.isEmpty {
      mistakes.append(Self.mistake("training_input.python_module", "name the module that 'python3 -m' starts"))
    } else if module.hasPrefix("-") {
      mistakes.append(Self.mistake("training_input.python_module", "'\(module)' is no module's name"))
    }
    mistakes += Self.mistakes(of: packages)
    if let jobDirectory = value["trainingInput"]?["jobDir"]?.text,
      !jobDirectory.hasPrefix("gs://") || jobDirectory.split(separator: "/").contains("..")
    {
      mistakes.append(Self.mistake("training_input.job_dir", "'\(jobDirectory)' must be gs://BUCKET/PATH"))
    }
    guard let configuration = reading.configuration, let id, mistakes.isEmpty else { throw Mistakes(all: mistakes) }
    self.id = id
    self.packages = packages
    self.configuration = configuration
    self.module = module
    notices = reading.diagnostics.filter { $0.severity != .error && !$0.message.hasPrefix("not used yet") }
  }

  /// - Parameter directory: what was made of the packages.
  package func spec(in directory: String) -> JobSpec {
    configuration.unattended(module, arguments: configuration.arguments ?? [], in: directory)
  }

  private static func mistakes(of packages: [String]) -> [Diagnostic] {
    let field = "training_input.package_uris"
    if packages.isEmpty { return [mistake(field, "name the package to run: gs://BUCKET/OBJECT")] }
    if packages.count > 100 { return [mistake(field, "at most 100 packages are taken, not \(packages.count)")] }
    return packages.enumerated().filter { !$1.hasPrefix("gs://") }.map { index, uri in
      mistake("\(field)[\(index)]", "'\(uri)' must begin with gs://: packages are taken from this server's storage")
    }
  }

  private static func mistake(_ field: String, _ message: String, hint: String? = nil) -> Diagnostic {
    Diagnostic(.error, at: .field("job.\(field)"), message, hint: hint)
  }
}

extension Configuration {
  /// The job of a Python module that was handed over: nobody sits by it, and its sender may remove the directory.
  package func unattended(_ module: String, arguments: [String], in directory: String) -> JobSpec {
    JobSpec(
      directory: directory, trainer: Trainer(kind: .module, command: ["python3", "-m", module] + arguments),
      tuning: tuning, limits: limits, workingCopy: .shipped, jobDirectory: jobDirectory, environment: environment,
      gpus: gpus, labels: labels, trainingInput: trainingInput, isUnattended: true)
  }
}
