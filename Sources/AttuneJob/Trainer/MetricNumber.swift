// SPDX-License-Identifier: Apache-2.0

/// A metric's value as programs print it.
public enum MetricNumber {
  /// `0.91`, `-3`, `.5`, `1e-3`, `inf`, `-Infinity`, `nan`; nothing else may stand there, so `91%`, `1,000` and
  /// `0x1F` are no numbers. Spaces around it don't count.
  public static func parse(_ bytes: some Collection<UInt8>) -> Double? {
    let text = bytes.drop(while: isSpace)
    let end = text.reduce((length: 0, trimmed: 0)) { place, byte in
      (place.length + 1, isSpace(byte) ? place.trimmed : place.length + 1)
    }
    let number = Array(text.prefix(end.trimmed))
    guard number.count <= longest else { return nil }
    if let word = words[String(decoding: number, as: UTF8.self).lowercased()] { return word }
    guard number.allSatisfy(isOfNumber) else { return nil }
    return Double(String(decoding: number, as: UTF8.self))
  }

  public static func parse(_ text: String) -> Double? { parse(text.utf8) }

  /// A double needs at most 767 digits to be told from its neighbours.
  private static let longest = 1_000

  private static let words: [String: Double] = [
    "nan": .nan, "+nan": .nan, "-nan": .nan, "inf": .infinity, "+inf": .infinity, "-inf": -.infinity,
    "infinity": .infinity, "+infinity": .infinity, "-infinity": -.infinity,
  ]

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  /// A digit, a point, a sign, or the letter of an exponent.
  private static func isOfNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }
}
