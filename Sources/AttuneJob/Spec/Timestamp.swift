// SPDX-License-Identifier: Apache-2.0

/// A moment, in whole milliseconds since 1970-01-01T00:00:00Z. The core never asks for one: it is passed in.
public struct Timestamp: Sendable, Hashable, Comparable {
  public let milliseconds: Int64

  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  public static func < (a: Timestamp, b: Timestamp) -> Bool { a.milliseconds < b.milliseconds }

  /// Seconds from `earlier` to this moment.
  public func seconds(since earlier: Timestamp) -> Double {
    Double(milliseconds - earlier.milliseconds) / 1_000
  }

  /// RFC 3339 in UTC, whole seconds: `2018-01-08T14:27:17Z`.
  public var rfc3339: String {
    let t = civil
    return "\(t.year.padded(4))-\(t.month.padded(2))-\(t.day.padded(2))"
      + "T\(t.hour.padded(2)):\(t.minute.padded(2)):\(t.second.padded(2))Z"
  }
}

extension Timestamp {
  struct Civil {
    var year, month, day, hour, minute, second, millisecond: Int
  }

  /// Days to (year, month, day) by eras of 400 years, March first.
  ///
  /// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
  var civil: Civil {
    let (days, ms) = Int(milliseconds).flooredDivision(by: 86_400_000)
    let (era, dayOfEra) = (days + 719_468).flooredDivision(by: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return Civil(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * shifted + 2) / 5 + 1, hour: ms / 3_600_000, minute: ms / 60_000 % 60,
      second: ms / 1_000 % 60, millisecond: ms % 1_000)
  }
}

extension Int {
  func padded(_ width: Int) -> String {
    let digits = "\(self)"
    return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
  }

  fileprivate func flooredDivision(by divisor: Int) -> (quotient: Int, remainder: Int) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
