// SPDX-License-Identifier: Apache-2.0
package import AttuneConfig
import AttuneJob
package import AttuneStudy

/// A request, understood as far as that goes without starting anything.
package struct RequestCheck: Sendable {
  package let diagnostics: [Diagnostic]
  /// What `attune check` prints; nil where there are errors.
  package let report: String?

  /// A tuning file may be checked without a program.
  ///
  /// - Parameter priorTrials: what the job would take over from an earlier one.
  package init(
    _ request: JobRequest, on machine: MachineCheck, programs: Programs, priorTrials: [PriorTrial] = []
  ) throws {
    let gpus = machine.gpus
    let found = request.configuration(gpus: gpus)
    if request.program == .none, let file = found.name, let configuration = found.reading.configuration,
      configuration.pythonModule == nil
    {
      diagnostics = found.reading.diagnostics
      let summary = ConfigurationSummary(file: file, configuration: configuration, spec: nil)
      var tuning = configuration.tuning
      tuning?.priorTrials = priorTrials
      let flags = try FirstTrials.assignments(
        tuning, limits: configuration.limits, seed: request.seed ?? 0
      ).map { ["SCRIPT"] + $0.flags }
      let shares = machine.notes(
        limits: configuration.limits, gpus: configuration.gpus, environment: configuration.environment)
      report = Self.report(summary, lines: flags, notes: shares)
      return
    }
    let resolution = request.resolved(gpus: gpus)
    guard var spec = resolution.spec, let summary = resolution.summary else {
      diagnostics = resolution.diagnostics
      report = nil
      return
    }
    spec.tuning?.priorTrials = priorTrials
    let trainer = TrainerCheck(of: spec.trainer, in: programs)
    diagnostics = resolution.diagnostics + trainer.warnings
    let shares = machine.notes(limits: spec.limits, gpus: spec.gpus ?? .upTo(0), environment: spec.environment)
    report = Self.report(summary, lines: try FirstTrials.commands(of: spec), notes: trainer.notes + shares)
  }

  private static func report(_ summary: ConfigurationSummary, lines: [[String]], notes: [String]) -> String {
    let understood = "\(summary)".split(separator: "\n").map { PrintableText.escaped(String($0)) }
    let commands = lines.isEmpty ? [] : ["first command lines"] + lines.map { "  \(ShellWord.line($0))" }
    return (understood + notes + commands).map { $0 + "\n" }.joined()
  }
}
