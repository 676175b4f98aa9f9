// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy

/// What a trainer wrote is in the journal once, in its order, and whole before its end.
struct ReadingLaws {
  private var current: [Trial.ID: Attempt] = [:]
  private var known: [Trial.ID: [Trial.Reading]] = [:]
  /// How far a trial's file was read.
  private var offset: [Trial.ID: Int] = [:]

  mutating func take(
    _ event: JobEvent, _ ends: [Attempt: (exit: TrialExit, written: [Trial.Reading])]
  ) -> [String] {
    switch event {
    case .launched(let attempt, _):
      current[attempt.trial] = attempt
      (known[attempt.trial], offset[attempt.trial]) = (nil, nil)
    // What was read of another series does not count any more.
    case .seriesChosen(let trial, _): known[trial] = nil
    case .measured(let trial, let readings, let position):
      let before = offset[trial] ?? 0
      (known[trial, default: []], offset[trial]) = (known[trial, default: []] + readings, position.offset)
      if position.offset <= before {
        return ["trial \(trial) is read from \(position.offset) where \(before) was recorded"]
      }
    case .exited(let attempt, _, _) where current[attempt.trial] == attempt:
      guard let written = ends[attempt]?.written, written != known[attempt.trial] ?? [] else { break }
      return ["\(attempt) wrote \(written), and the journal has \(known[attempt.trial] ?? [])"]
    default: break
    }
    return []
  }
}
