// SPDX-License-Identifier: Apache-2.0
public import AttuneStudy

/// What to do about it. Every effect ends in an event, never in a thrown error.
public enum JobEffect: Sendable, Hashable {
  case suggest(count: Int)
  case launch(Attempt, Assignment)
  case follow(Attempt, TrialHandle, from: [Position])
  case stop(Attempt, TrialHandle)
  case finish(Outcome)
}
