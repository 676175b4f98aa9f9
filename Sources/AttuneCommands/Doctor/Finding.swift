// SPDX-License-Identifier: Apache-2.0

/// One thing that a machine has, or lacks.
package struct Finding: Sendable, Hashable {
  package enum State: String, Sendable {
    case ok
    /// Needed by some trainers only.
    case missing
    /// It works, with a drawback.
    case warning
    /// Jobs can't run.
    case broken
  }

  package let state: State
  package let subject: String
  /// What was found; for what is missing, what it is needed for and how it comes here.
  package let details: String

  package init(_ state: State, _ subject: String, _ details: String) {
    self.state = state
    self.subject = subject
    self.details = details
  }
}
