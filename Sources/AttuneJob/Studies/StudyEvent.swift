// SPDX-License-Identifier: Apache-2.0
package import AttuneStudy

/// What happened in a study of the study service. A study is the fold of these (`StudyHistory`).
///
/// Trials are named by the numbers that the service gave them.
package enum StudyEvent: Sendable, Hashable {
  /// The first one, and only that.
  case created(StudySpec)
  case suggested(StudySuggestions)
  /// A trial of the client's own making, with a result or without.
  case added(Assignment, [StudyMeasurement], StudyTrial.Ending?)
  case measured(Int, StudyMeasurement)
  /// What was answered to the question whether a trial should stop: why, or nil for no.
  case checked(Int, why: String?)
  case stopped(Int, why: String)
  case completed(Int, StudyTrial.Ending)
  case deleted(Int)
}

/// What a client was given.
package struct StudySuggestions: Sendable, Hashable {
  package let client: String
  /// How many it asked for.
  package let count: Int
  /// Trials that were there before: its own that it has not completed, then such as nobody had taken.
  package let pending: [Int]
  /// What became new trials, in the order of their numbers.
  package let new: [Suggestion]
  /// Whether the space has no point left that was not suggested.
  package let isExhausted: Bool

  package init(client: String, count: Int, pending: [Int], new: [Suggestion], isExhausted: Bool) {
    self.client = client
    self.count = count
    self.pending = pending
    self.new = new
    self.isExhausted = isExhausted
  }
}

/// An event and the moment at which it was recorded.
package struct StudyEntry: Sendable, Hashable {
  package let time: Timestamp
  package let event: StudyEvent

  package init(time: Timestamp, event: StudyEvent) {
    self.time = time
    self.event = event
  }
}
