// SPDX-License-Identifier: Apache-2.0

/// Reads the packed table of Joe and Kuo, one dimension after another.
struct DirectionNumbers {
  private var digits = JoeKuoTable.records.utf8.makeIterator()
  private var degree = 0
  private var leftOfDegree = 1

  /// v_1 … v_32 of the next dimension, each with its binary point before the highest bit.
  ///
  /// Source: Joe and Kuo (2008), equations (2) and (3): with a polynomial of degree s and inner
  /// coefficients a_1 … a_(s−1), v_k = a_1 v_(k−1) ⊕ … ⊕ a_(s−1) v_(k−s+1) ⊕ v_(k−s) ⊕ (v_(k−s) ≫ s).
  /// - Precondition: called at most `SobolSequence.dimensions` times.
  mutating func next() -> [UInt32] {
    if leftOfDegree == 0 {
      degree += 1
      leftOfDegree = JoeKuoTable.polynomialsOfDegree[degree - 1]
    }
    leftOfDegree -= 1
    // The first dimension needs no polynomial: it is the van der Corput sequence.
    return degree == 0 ? (0..<32).map { 1 << (31 - $0) } : nextOfPolynomial()
  }

  private mutating func nextOfPolynomial() -> [UInt32] {
    let coefficients = number(digits: 2)
    var v = (1...degree).map { k in
      (2 * number(digits: k > 7 ? 2 : 1) + 1) << UInt32(32 - k)
    }
    for k in degree..<32 {
      var next = v[k - degree] ^ (v[k - degree] >> UInt32(degree))
      for i in 1..<degree where coefficients >> UInt32(degree - 1 - i) & 1 == 1 {
        next ^= v[k - i]
      }
      v.append(next)
    }
    return v
  }

  /// Digits are the characters from 0 to p without the backslash.
  private mutating func number(digits count: Int) -> UInt32 {
    (0..<count).reduce(0) { number, _ in
      guard let character = digits.next() else { preconditionFailure("the table ends too early") }
      return number * 64 + UInt32(character) - (character > 0x5C ? 0x31 : 0x30)
    }
  }
}
