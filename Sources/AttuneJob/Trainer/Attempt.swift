// SPDX-License-Identifier: Apache-2.0
public import AttuneStudy

/// One launch of a trial's trainer; a retry is the next attempt. (job, trial, attempt) is the key of a launch.
public struct Attempt: Sendable, Hashable, CustomStringConvertible {
  public let trial: Trial.ID
  /// From 1.
  public let number: Int

  public init(trial: Trial.ID, number: Int) {
    self.trial = trial
    self.number = number
  }

  public var description: String { "\(trial)/\(number)" }
}
