// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy

/// Metrics as a script has them: some while the trainer runs, the rest only after it has gone.
struct ScriptedMetrics: MetricSource {
  var early: @Sendable (TrialPlace) -> [MetricReport] = { _ in [] }
  var late: @Sendable (TrialPlace) -> [MetricReport] = { _ in [ScriptedMetrics.series, .reading(step: 9, 0.5)] }
  var tags = ["loss"]

  static let series = MetricReport.series(MetricSeries(directory: "", tag: "x", description: "the tag itself"))

  func follow(
    _ objective: Objective, at place: TrialPlace, from positions: [Position],
    until exited: @escaping @Sendable () async -> Void, report: @Sendable (MetricReport) async -> Void
  ) async -> [String] {
    for entry in early(place) { await report(entry) }
    await exited()
    for entry in late(place) { await report(entry) }
    return tags
  }
}

extension MetricReport {
  static func reading(step: Int, _ value: Double) -> MetricReport {
    .readings([Trial.Reading(step: step, value: value)], at: Position(file: "events", offset: step))
  }
}
