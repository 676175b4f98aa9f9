// SPDX-License-Identifier: Apache-2.0

/// Names a job for ever: a letter first, then letters, digits and underscores; at most 128 characters.
public struct JobID: Sendable, Hashable, Comparable, RawRepresentable, CustomStringConvertible {
  public let rawValue: String

  public init?(rawValue: String) {
    let bytes = Array(rawValue.utf8)
    let letters = UInt8(ascii: "a")...UInt8(ascii: "z"), capitals = UInt8(ascii: "A")...UInt8(ascii: "Z")
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    func isLetter(_ byte: UInt8) -> Bool { letters.contains(byte) || capitals.contains(byte) }
    guard let first = bytes.first, isLetter(first), bytes.count <= 128,
      bytes.allSatisfy({ isLetter($0) || digits.contains($0) || $0 == UInt8(ascii: "_") })
    else { return nil }
    self.rawValue = rawValue
  }

  /// `attune_2026_11_24_031512345`: the moment of creation in UTC, to the millisecond.
  public init(createdAt time: Timestamp) {
    let t = time.civil
    let date = "\(t.year)_\(t.month.padded(2))_\(t.day.padded(2))"
    let clock = "\(t.hour.padded(2))\(t.minute.padded(2))\(t.second.padded(2))\(t.millisecond.padded(3))"
    rawValue = "attune_\(date)_\(clock)"
  }

  public static func < (a: JobID, b: JobID) -> Bool { a.rawValue < b.rawValue }
  public var description: String { rawValue }
}
