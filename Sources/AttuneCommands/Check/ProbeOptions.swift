// SPDX-License-Identifier: Apache-2.0
package import ArgumentParser
import AttuneConfig
import AttuneJob

/// `--probe` of `attune check`.
package struct ProbeOptions: ParsableArguments {
  @Flag(help: "Run the first trial for a while in a copy that is thrown away, and tell what it writes.")
  package var probe = false

  @Option(
    help: ArgumentHelp(
      "How long a probe lasts at most; it ends sooner when the metric was reported three times.",
      valueName: "seconds"))
  package var probeSeconds = 60

  package init() {}

  package func validate() throws {
    guard (1...86_400).contains(probeSeconds) else {
      throw ValidationError("--probe-seconds must be from 1 to 86400, not \(probeSeconds)")
    }
  }

  /// Prints what was found; ends the command unless the metric was seen.
  func run(_ request: JobRequest) async throws {
    let spec = request.resolved(gpus: Accelerators.count).spec
    guard let spec else { throw InputError("--probe needs a script or a command to run; give it behind the options") }
    guard let assignment = try FirstTrials.assignments(spec.tuning, limits: spec.limits, seed: spec.seed).first else {
      throw InputError("there is no first trial to probe: the search space is empty")
    }
    let command = spec.command(with: assignment, jobDirectory: spec.jobDirectory.map { "\($0)/1" })
    StandardError.say(
      "probing for up to \(TimeSpan.text(seconds: Double(probeSeconds))) (Ctrl-C ends it): \(ShellWord.line(command))")
    let signals = SignalStream()
    let probe = Probe(
      spec, assignment: assignment, home: try Composition.home(), environment: Composition.environment)
    let result = try await probe.run(
      for: .seconds(probeSeconds), signals: signals.signals, tell: StandardError.say)
    try StandardOutput.write(ProbeReport(result, of: spec, command: command).text)
    let exit = result.exitCode(needsMetric: spec.tuning != nil)
    if exit != .done { throw exit }
  }
}
