// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy

/// No fewer trainers run than may while there is work: whoever begins late should have begun before.
///
/// What begins was work that waited: a trial that is new could have begun at any time, another attempt since the last
/// one's end.
struct WidthLaw {
  /// An end is noticed and recorded, a suggestion is made and recorded, a launch takes its time: some milliseconds.
  private static let slack = 4_000

  /// No place was empty then, or something kept it so.
  private var emptySince = 0
  private var ended: [Trial.ID: Int] = [:]

  mutating func disturb(at now: Int) { emptySince = now }

  mutating func began(_ attempt: Attempt, beside others: Int, of width: Int, at now: Int) -> [String] {
    guard others < width else { return [] }
    let waited = now - max(emptySince, ended[attempt.trial] ?? 0)
    guard waited > Self.slack else { return [] }
    return ["\(attempt) waited for \(waited) ms where \(others) of \(width) ran"]
  }

  mutating func ended(_ attempt: Attempt, amid count: Int, of width: Int, at now: Int) {
    if count >= width { emptySince = now }
    ended[attempt.trial] = now
  }
}
