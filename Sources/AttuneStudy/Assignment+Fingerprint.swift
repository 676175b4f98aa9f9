// SPDX-License-Identifier: Apache-2.0

extension Assignment {
  /// A word in which different assignments nearly always differ.
  var fingerprint: UInt64 {
    entries.reduce(0) { word, entry in SplitMix64.mix(word ^ entry.value.word) }
  }
}

extension ParameterValue {
  fileprivate var word: UInt64 {
    switch self {
    case .double(let value), .discrete(let value): (value == 0 ? 0 : value).bitPattern  // 0 equals −0
    case .integer(let value): UInt64(bitPattern: Int64(value))
    case .categorical(let text):
      text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }
  }
}
