// SPDX-License-Identifier: Apache-2.0

/// What one line of a trainer's output tells.
package enum OutputFinding: Sendable, Hashable {
  /// `step` is nil where steps are counted by arrival.
  case reading(value: Double, step: Int?)
  /// The line says nothing of the metric.
  case nothing
  /// The line is not as it should be, in words.
  case unusable(String)
}
