// SPDX-License-Identifier: Apache-2.0

extension Double {
  /// The integer it is, if it is one and fits. `Int(exactly:)` would need libm's `trunc` to link on Linux.
  package var wholeNumber: Int? {
    guard self > -0x1p63, self < 0x1p63 else { return nil }
    let whole = Int(self)
    return Double(whole) == self ? whole : nil
  }
}
