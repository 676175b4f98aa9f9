// SPDX-License-Identifier: Apache-2.0
import AttuneStudy

/// A measurement as a client gives it, before it is known to make sense in its study.
package struct StudyReport: Sendable, Hashable {
  /// Nil counts on from the measurement before.
  package let step: Int?
  /// In milliseconds.
  package let elapsed: Int?
  package let metrics: [StudyMeasurement.Metric]

  package init(step: Int?, elapsed: Int?, metrics: [StudyMeasurement.Metric]) {
    self.step = step
    self.elapsed = elapsed
    self.metrics = metrics
  }
}

extension StudyReport {
  /// The measurement that it is in a study.
  ///
  /// - Parameters:
  ///   - last: the one before it in its trial.
  ///   - isFinal: whether it is the final one, which stands where the last one stood unless it says otherwise.
  ///   - field: its name, for mistakes.
  func measurement(
    in spec: StudySpec, after last: StudyMeasurement?, isFinal: Bool = false, field: String
  ) throws(StudyError) -> StudyMeasurement {
    var mistakes: [StudyError.Violation] = []
    if let step, step < 0 { mistakes.append(.init("\(field).step_count", "\(step) is negative")) }
    if let elapsed, elapsed < 0 { mistakes.append(.init("\(field).elapsed_time", "it is negative")) }
    if spec.axis == .elapsedTime, elapsed == nil, !isFinal {
      mistakes.append(.init("\(field).elapsed_time", "it is missing: trials of this study are compared by it"))
    }
    let tag = spec.objective.tag.rawValue
    let own = metrics.filter { $0.name == tag }
    if own.isEmpty {
      let names = metrics.prefix(8).map { "'\($0.name)'" }.joined(separator: ", ")
      mistakes.append(
        .init(
          "\(field).metrics",
          "the study's metric '\(tag)' is missing; there \(names.isEmpty ? "is none" : "are \(names)")"))
    } else if own.count > 1 {
      mistakes.append(.init("\(field).metrics", "'\(tag)' stands twice"))
    }
    guard mistakes.isEmpty, let value = own.first?.value else { throw StudyError(mistakes) }
    let next = last.map { isFinal ? $0.step : $0.step == .max ? .max : $0.step + 1 } ?? 0
    return StudyMeasurement(
      step: step ?? next, elapsed: elapsed ?? (isFinal ? last?.elapsed : nil), value: value,
      others: metrics.filter { $0.name != tag })
  }
}
