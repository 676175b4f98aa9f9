// SPDX-License-Identifier: Apache-2.0

/// What a running job tells whoever watches it.
public enum JobNews: Sendable {
  /// Entries that are now in the journal, and the job after them.
  case recorded([JournalEntry], JobHistory)
  /// The journal can't be written: nothing new is started until it can. Trainers go on.
  case waitingForStore(String)
  /// It can be written again.
  case goingOn
  /// Trouble in reading a trial's files: a report, not an end.
  case trouble(Attempt, String)
  /// Nothing new is started; this many trials go on to their end.
  case draining(Int)
}
