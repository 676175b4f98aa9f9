// SPDX-License-Identifier: Apache-2.0
import AttuneStudy

/// What one file has told, so that a file that is written anew from its start is not told twice.
struct ReportedReadings {
  /// More than this are not remembered: then a file that is written anew is told again.
  private static let most = 100_000

  private var current: [Trial.Reading] = []
  /// Of the content before; compared with the new one from the start, as long as both are the same.
  private var former: ArraySlice<Trial.Reading> = []
  /// Readings of the content as it is now.
  private(set) var count = 0

  /// Notes the next reading of the file; false if it was told in the same place before.
  mutating func isNew(_ reading: Trial.Reading) -> Bool {
    count += 1
    if current.count < Self.most { current.append(reading) }
    guard let same = former.first else { return true }
    guard same.step == reading.step, same.value.bitPattern == reading.value.bitPattern else {
      former = []
      return true
    }
    former.removeFirst()
    return false
  }

  /// The file is read from its start again.
  mutating func startOver() {
    // What is left of an interrupted repetition was told, too.
    former = (current + former)[...]
    current = []
    count = 0
  }

  /// The last reading of a file that ended with less than it told before: it is what counts.
  mutating func takeShortened() -> Trial.Reading? {
    guard !former.isEmpty, let last = current.last else { return nil }
    former = []
    return last
  }
}
