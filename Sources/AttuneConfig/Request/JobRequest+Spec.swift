// SPDX-License-Identifier: Apache-2.0
package import AttuneJob

/// What became of a request: a job where there is no error, and everything to be said about it.
package struct JobResolution: Sendable {
  package let spec: JobSpec?
  package let summary: ConfigurationSummary?
  package let diagnostics: [Diagnostic]
}

extension JobRequest {
  /// The job that this request describes, an option beating the file.
  ///
  /// - Parameter gpus: how many this machine has.
  package func resolved(gpus: Int) -> JobResolution {
    let found = configuration(gpus: gpus)
    var finder = TrainerFinder(directory: realDirectory, configuration: found.reading.configuration)
    let trainer = finder.trainer(for: program)
    let diagnostics = found.reading.diagnostics + finder.diagnostics.all
    guard let configuration = found.reading.configuration, let trainer, !finder.diagnostics.hasErrors else {
      return JobResolution(spec: nil, summary: nil, diagnostics: diagnostics)
    }
    let spec = spec(from: configuration, at: found.path, trainer: trainer)
    let summary = ConfigurationSummary(file: found.name, configuration: configuration, spec: spec)
    return JobResolution(spec: spec, summary: summary, diagnostics: diagnostics)
  }

  private var realDirectory: String { FilePlace(".", in: directory).real }

  private func spec(from configuration: Configuration, at path: String?, trainer: Trainer) -> JobSpec {
    JobSpec(
      name: name, directory: realDirectory, configurationPath: path, trainer: trainer,
      tuning: configuration.tuning, limits: configuration.limits, seed: seed ?? 0,
      workingCopy: isInPlace
        ? .inPlace : .copied(exclude: configuration.exclude, link: configuration.link),
      jobDirectory: configuration.jobDirectory, environment: configuration.environment,
      labels: configuration.labels, trainingInput: echo(of: configuration))
  }

  /// Arguments of the command line are the job's `args`, as `gcloud` submitted them.
  private func echo(of configuration: Configuration) -> JSONValue {
    var input = configuration.trainingInput
    if case .script(_, let arguments?) = program {
      input["args"] = arguments.isEmpty ? nil : .array(arguments.map { .string($0) })
    }
    return input
  }
}
