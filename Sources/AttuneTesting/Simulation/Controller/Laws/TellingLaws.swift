// SPDX-License-Identifier: Apache-2.0
import AttuneJob

/// Who watches sees the journal: entry after entry, and with them the job that they make.
struct TellingLaws {
  private var history: JobHistory
  private var journal: [JournalEntry] = []
  /// Per life: how much of the journal it has shown, or had found there.
  private var told: [Int: Int] = [:]

  /// - Parameter history: the job before anything happened.
  init(_ history: JobHistory) { self.history = history }

  mutating func begin(_ life: Int) { told[life] = journal.count }

  mutating func recorded(_ entries: [JournalEntry]) {
    for entry in entries { _ = history.take(entry) }
    journal += entries
  }

  /// - Parameter shown: the job as it was shown after the entries.
  mutating func told(_ entries: [JournalEntry], _ shown: JobHistory, by life: Int, isNewest: Bool) -> [String] {
    let first = told[life] ?? 0
    told[life] = first + entries.count
    guard journal.dropFirst(first).prefix(entries.count) == entries[...] else {
      return ["life \(life) told what is not what the journal has from its entry \(first + 1) on"]
    }
    // A life that was left behind may show the past.
    guard isNewest else { return [] }
    guard first + entries.count == journal.count else { return ["life \(life) tells late"] }
    return shown == history ? [] : ["life \(life) shows another job than the journal tells"]
  }
}
