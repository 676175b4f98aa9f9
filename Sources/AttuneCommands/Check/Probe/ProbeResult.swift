// SPDX-License-Identifier: Apache-2.0
package import AttuneJob

/// What a probe found out.
package struct ProbeResult: Sendable {
  package enum Ending: Sendable, Hashable {
    /// The script ended by itself.
    case exited
    /// It was stopped: the metric had been reported often enough.
    case sawEnough
    /// It was stopped: the time was up.
    case timeUp
    /// It was stopped by a signal to Attune.
    case interrupted(AttuneExit)
  }

  package var ending: Ending
  package var exit: TrialExit
  /// Seconds from launch to the decision to stop it, or to its own end.
  package var seconds: Double
  /// By directory, then tag; at most `ProbeObservation.mostSeries`.
  package var series: [ProbedSeries]
  package var findings: ProbeObservation.Findings
  /// An event file below the user's own folder: of earlier runs, so it is not in the copy.
  package var earlierEventFile: String?

  package init(
    ending: Ending, exit: TrialExit, seconds: Double, series: [ProbedSeries],
    findings: ProbeObservation.Findings = .init(), earlierEventFile: String? = nil
  ) {
    self.ending = ending
    self.exit = exit
    self.seconds = seconds
    self.series = series
    self.findings = findings
    self.earlierEventFile = earlierEventFile
  }

  /// Whether the script went wrong by itself.
  package var hasFailed: Bool { ending == .exited && exit.status != .exited(0) }

  /// What `attune check --probe` ends with.
  ///
  /// - Parameter needsMetric: false for a job that tunes nothing.
  package func exitCode(needsMetric: Bool) -> AttuneExit {
    if case .interrupted(let exit) = ending { return exit }
    if case .couldNotStart = exit.status { return .jobFailed }
    if hasFailed { return .jobFailed }
    return needsMetric && findings.readings == 0 ? .noMetric : .done
  }
}
