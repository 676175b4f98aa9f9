// SPDX-License-Identifier: Apache-2.0
package import AttuneStudy

/// A trial as the study service shows it.
package struct StudyTrial: Sendable, Hashable {
  /// Raw values are the service's words.
  package enum State: String, Sendable, Hashable, CaseIterable {
    /// Made by a client; the next one that asks is given it.
    case requested = "REQUESTED"
    case active = "ACTIVE"
    case stopping = "STOPPING"
    case completed = "COMPLETED"
  }

  /// How a trial was completed.
  package enum Ending: Sendable, Hashable {
    /// The final measurement; its value is finite.
    case measured(StudyMeasurement)
    /// Nothing came of its assignment, and why.
    case infeasible(String)
  }

  /// From 1; one that was deleted is not given again.
  package let number: Int
  package let assignment: Assignment
  package let origin: Origin
  package internal(set) var state: State
  /// Who asked for it; empty while nobody has.
  package internal(set) var client = ""
  package internal(set) var startTime: Timestamp?
  package internal(set) var endTime: Timestamp?
  /// In the order of the study's axis.
  package internal(set) var measurements: [StudyMeasurement] = []
  package internal(set) var ending: Ending?
  /// Why it is to stop; nil where it is not.
  package internal(set) var stopReason: String?
  /// The last operation by which it was given to its client, and the last that asked whether it should stop.
  var suggestion: Int?
  var check: Int?
  /// Its place in the order of completions among all trials that there ever were.
  var completion: Int?
  /// Which trial it is of what the optimizer learns from.
  var modelled: Trial.ID

  init(number: Int, _ suggestion: Suggestion, modelled: Trial.ID) {
    self.number = number
    assignment = suggestion.assignment
    origin = suggestion.origin
    state = .requested
    self.modelled = modelled
  }

  /// The final measurement, where it has one.
  package var final: StudyMeasurement? {
    if case .measured(let final)? = ending { final } else { nil }
  }

  /// What was measured at or after the same place is void: a trainer that goes back counts by its last life.
  mutating func record(_ measurement: StudyMeasurement, on axis: StudySpec.Axis) {
    let position = measurement.position(on: axis)
    while let last = measurements.last, last.position(on: axis) >= position { measurements.removeLast() }
    measurements.append(measurement)
  }

  mutating func complete(_ ending: Ending, at time: Timestamp, place: Int) {
    state = .completed
    endTime = time
    self.ending = ending
    completion = place
  }

  mutating func note(_ operation: StudyOperation) {
    switch operation.outcome {
    case .suggested: suggestion = operation.number
    case .checked: check = operation.number
    }
  }
}
