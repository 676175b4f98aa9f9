// SPDX-License-Identifier: Apache-2.0

/// A set of Unicode scalars, such as `[a-z]` or `\d`.
struct ScalarSet: Sendable, Hashable {
  /// In order, disjoint and not adjacent.
  private(set) var ranges: [ClosedRange<UInt32>]
  /// Members below 64, and below 128: most text is ASCII.
  private let low: UInt64
  private let high: UInt64

  static let last: UInt32 = 0x10FFFF

  init(_ unordered: [ClosedRange<UInt32>]) {
    var ranges: [ClosedRange<UInt32>] = []
    for range in unordered.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let previous = ranges.last, range.lowerBound <= previous.upperBound &+ 1 {
        ranges[ranges.count - 1] = previous.lowerBound...max(previous.upperBound, range.upperBound)
      } else {
        ranges.append(range)
      }
    }
    self.ranges = ranges
    func word(from base: UInt32) -> UInt64 {
      (0..<64).reduce(0) { word, bit in
        ranges.contains { $0.contains(base + UInt32(bit)) } ? word | 1 << UInt64(bit) : word
      }
    }
    low = word(from: 0)
    high = word(from: 64)
  }

  init(_ scalar: UInt32) { self.init([scalar...scalar]) }

  /// Complexity: O(1) for ASCII, else O(ranges).
  func contains(_ scalar: UInt32) -> Bool {
    if scalar < 64 { return low >> UInt64(scalar) & 1 == 1 }
    if scalar < 128 { return high >> UInt64(scalar - 64) & 1 == 1 }
    return ranges.contains { $0.contains(scalar) }
  }

  var inverted: ScalarSet {
    var gaps: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges {
      if range.lowerBound > next { gaps.append(next...(range.lowerBound - 1)) }
      next = range.upperBound + 1
    }
    if next <= Self.last { gaps.append(next...Self.last) }
    return ScalarSet(gaps)
  }

  /// With the other case of each ASCII letter in it.
  var caseFolded: ScalarSet {
    let (lower, upper): (ClosedRange<UInt32>, ClosedRange<UInt32>) = (0x61...0x7A, 0x41...0x5A)
    var all = ranges
    for range in ranges {
      if range.overlaps(lower) {
        let part = range.clamped(to: lower)
        all.append(part.lowerBound - 32...part.upperBound - 32)
      }
      if range.overlaps(upper) {
        let part = range.clamped(to: upper)
        all.append(part.lowerBound + 32...part.upperBound + 32)
      }
    }
    return ScalarSet(all)
  }
}

extension ScalarSet {
  static let digits = ScalarSet([0x30...0x39])
  static let words = ScalarSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
  static let spaces = ScalarSet([0x09...0x0D, 0x20...0x20])
  /// `.`
  static let anyButNewline = ScalarSet(0x0A).inverted
}
