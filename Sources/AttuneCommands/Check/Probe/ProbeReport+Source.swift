// SPDX-License-Identifier: Apache-2.0
import AttuneConfig
import AttuneJob

/// The words where the metric is read from output or from a file of lines, and was not seen.
extension ProbeReport {
  func missing(_ wanted: String, from source: String) -> [Words] {
    let metric = wanted.isEmpty ? "the metric" : "'\(wanted)'"
    let text = "\(metric) was not found in \(source)\(hasEnded ? "" : " so far")"
    guard !findings.seen.isEmpty else {
      return [
        Words(label: "metric", text: "\(text): there was nothing to read"),
        Words(label: "to do", text: "see whether the script writes there, and does not hold its output back"),
      ]
    }
    if case .pattern? = spec.tuning?.origin {
      return [
        Words(label: "metric", text: "\(text): \(findings.seen.joined(separator: ", "))"),
        Words(label: "to do", text: "keep what the script prints, and try the pattern on it: attune check --log FILE"),
      ]
    }
    let question = NearestName.question(wanted, among: findings.seen).map { "; \($0)" } ?? ""
    let names = findings.seen.prefix(10).map { "'\($0)'" }.joined(separator: ", ")
    return [
      Words(label: "metric", text: text + question),
      Words(label: "to do", text: "name one of these as hyperparameterMetricTag: \(names)"),
    ]
  }
}
