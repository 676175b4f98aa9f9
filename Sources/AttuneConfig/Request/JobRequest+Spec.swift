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
    let crowd = found.reading.configuration.flatMap(crowding)
    let diagnostics = found.reading.diagnostics + finder.diagnostics.all + [crowd].compactMap { $0 }
    guard let configuration = found.reading.configuration, let trainer, !finder.diagnostics.hasErrors,
      crowd == nil
    else {
      return JobResolution(spec: nil, summary: nil, diagnostics: diagnostics)
    }
    let spec = spec(from: configuration, at: found.path, trainer: trainer)
    let summary = ConfigurationSummary(file: found.name, configuration: configuration, spec: spec)
    return JobResolution(spec: spec, summary: summary, diagnostics: diagnostics)
  }

  /// In one directory, the event files of trials that run at the same time can't be told apart.
  private func crowding(of configuration: Configuration) -> Diagnostic? {
    let width = min(configuration.limits.maxTrials, configuration.limits.maxParallelTrials)
    guard isInPlace, width > 1 else { return nil }
    return Diagnostic(
      .error, at: nil, "--in-place with \(width) trials at a time: they would write into the same directory",
      hint: "add --max-parallel-trials 1, or leave out --in-place: each trial then has a copy of its own")
  }

  private var realDirectory: String { FilePlace(".", in: directory).real }

  private func spec(from configuration: Configuration, at path: String?, trainer: Trainer) -> JobSpec {
    JobSpec(
      name: name, directory: realDirectory, configurationPath: path, trainer: trainer,
      tuning: configuration.tuning, limits: configuration.limits, seed: seed ?? 0,
      workingCopy: isInPlace
        ? .inPlace : .copied(exclude: configuration.exclude, link: configuration.link),
      jobDirectory: configuration.jobDirectory, environment: configuration.environment,
      gpus: configuration.gpus, labels: configuration.labels, trainingInput: echo(of: configuration))
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
