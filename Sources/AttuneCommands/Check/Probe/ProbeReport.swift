// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
package import AttuneJob
import AttuneStudy

/// What a person reads after a probe: the tags that appeared, and what follows from them.
package struct ProbeReport: Sendable {
  let result: ProbeResult
  let spec: JobSpec
  let command: [String]

  /// - Parameter command: the first trial's, as it was run.
  package init(_ result: ProbeResult, of spec: JobSpec, command: [String]) {
    self.result = result
    self.spec = spec
    self.command = command
  }

  package var text: String {
    var facts = Facts()
    facts.add("probe", ShellWord.line(command))
    facts.add("", ending)
    facts.add("its last lines", result.hasFailed ? result.exit.tail : nil)
    for words in metric { facts.add(words.label, words.text) }
    for problem in findings.problems { facts.add("trouble", problem) }
    return facts.text + tags
  }

  /// A fact about the metric, labelled.
  struct Words {
    let label: String
    let text: String
  }

  var findings: ProbeObservation.Findings { result.findings }

  private var metric: [Words] {
    guard let objective = spec.tuning?.objective else { return [] }
    guard findings.metric != nil else { return missing(objective.tag.rawValue) }
    return reading(objective) + pace + values(objective.tag.rawValue)
  }

  private var ending: String {
    let time = Self.span(result.seconds)
    switch (result.ending, result.exit.status) {
    case (_, .couldNotStart(let why)): return "could not be started: \(why)"
    case (.exited, .exited(0)): return "ended by itself after \(time)"
    case (.exited, .exited(let status)): return "failed after \(time): it exited with status \(status)"
    case (.exited, .killed(let signal)): return "failed after \(time): it was killed by signal \(signal)"
    case (.exited, .lost): return "is gone after \(time), and left no exit status"
    case (.sawEnough, _): return "ran for \(time), then it was stopped: this was enough to see"
    case (.timeUp, _): return "ran for \(time), then it was stopped: the time was up"
    case (.interrupted, _): return "ran for \(time), then it was stopped by you"
    }
  }

  /// All series, indented below a heading; empty where there is none.
  private var tags: String {
    guard !result.series.isEmpty else { return "" }
    let columns: [Table.Column] = [
      .init("run", .left), .init("tag", .left), .init("points"), .init("every"), .init("lastStep"),
      .init("lastValue"),
    ]
    let rows = result.series.map { series -> [String?] in
      [
        series.directory, series.tag, "\(series.points)", series.interval.map(Self.span) ?? "",
        "\(series.lastStep)", series.lastValue.metricText,
      ]
    }
    let lines = Table(columns, rows: rows).text().split(separator: "\n")
    return "tags that appeared\n" + lines.map { "  \($0)\n" }.joined()
  }

  /// `0.04 s`, `7.2 s`, `43 s`, `5 min 02 s`.
  static func span(_ seconds: Double) -> String {
    if seconds >= 20 { return TimeSpan.text(seconds: seconds) }
    let digits = seconds < 1 ? 100.0 : 10
    return "\((seconds * digits).rounded() / digits) s"
  }
}
