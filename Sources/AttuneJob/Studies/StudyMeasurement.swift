// SPDX-License-Identifier: Apache-2.0
import AttuneStudy

/// What a client measured of a trial: the study's metric, and perhaps others that are only kept.
package struct StudyMeasurement: Sendable, Hashable {
  package struct Metric: Sendable, Hashable {
    package let name: String
    package let value: Double

    package init(name: String, value: Double) {
      self.name = name
      self.value = value
    }
  }

  package let step: Int
  /// How long the trial had been running, in milliseconds.
  package let elapsed: Int?
  /// The study's metric; may be NaN or infinite.
  package let value: Double
  /// In the client's order.
  package let others: [Metric]

  package init(step: Int, elapsed: Int? = nil, value: Double, others: [Metric] = []) {
    self.step = step
    self.elapsed = elapsed
    self.value = value
    self.others = others
  }

  /// Where it stands among the measurements of its trial.
  package func position(on axis: StudySpec.Axis) -> Int {
    switch axis {
    case .steps: step
    case .elapsedTime: elapsed ?? 0
    }
  }

  func reading(on axis: StudySpec.Axis) -> Trial.Reading { Trial.Reading(step: position(on: axis), value: value) }
}
