// SPDX-License-Identifier: Apache-2.0

/// One number found in a growing text file.
package struct TextReading: Sendable, Hashable {
  package let tag: String
  /// Nil if the file tells none: such readings are numbered by arrival, from 0.
  package let step: Int?
  package let value: Double

  package init(tag: String, step: Int?, value: Double) {
    self.tag = tag
    self.step = step
    self.value = value
  }
}

/// Finds numbers in a text file that grows, fed as it does, cut anywhere.
package protocol TextSeriesParser: Sendable {
  /// The readings that these bytes complete; an incomplete line waits for the rest of it.
  ///
  /// - Parameter isLast: nothing more is written, so an unended line is whole.
  mutating func feed(_ bytes: [UInt8], isLast: Bool) -> [TextReading]
}
