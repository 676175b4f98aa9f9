// SPDX-License-Identifier: Apache-2.0

/// What the service calls a long-running operation: over before it is answered, and kept to be asked for again.
package struct StudyOperation: Sendable, Hashable {
  package enum Outcome: Sendable, Hashable {
    case suggested(client: String, count: Int, trials: [Int])
    /// Whether a trial should stop: why, or nil for no.
    case checked(trial: Int, why: String?)
  }

  /// From 1, within its study.
  package let number: Int
  package let time: Timestamp
  package let outcome: Outcome
}
