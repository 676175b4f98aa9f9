// SPDX-License-Identifier: Apache-2.0

extension PatternParser {
  struct Quantifier {
    var repetition: PatternRepetition
    let place: Int
    let written: String
  }

  /// `x{1000}` is 1,000 instructions, so more can't be meant.
  static let mostRepetitions = 1_000

  /// The item with the quantifier that follows it, if one does.
  mutating func quantified(_ item: PatternNode, from start: Int) throws(PatternError) -> PatternNode {
    guard var quantifier = try quantifier() else { return item }
    if case .assertion = item {
      throw error("'\(quantifier.written)' repeats a place, not a character", at: quantifier.place)
    }
    if skip("?") {
      quantifier.repetition.isLazy = true
    } else if peek == "+" {
      throw error("possessive quantifiers are not supported; leave the '+' out")
    }
    if let second = try self.quantifier() {
      throw error("a quantifier follows a quantifier; put the first into a group: (?:…)", at: second.place)
    }
    return item == .empty ? .empty : .repetition(item, quantifier.repetition)
  }

  /// Takes `*`, `+`, `?`, `{3}`, `{2,}`, `{,5}` or `{2,5}`; any other brace is a character.
  mutating func quantifier() throws(PatternError) -> Quantifier? {
    let start = place
    let repetition: PatternRepetition
    switch peek {
    case "*": repetition = PatternRepetition(least: 0, most: nil)
    case "+": repetition = PatternRepetition(least: 1, most: nil)
    case "?": repetition = PatternRepetition(least: 0, most: 1)
    case "{":
      guard let counted = try counted() else {
        place = start
        return nil
      }
      return Quantifier(repetition: counted, place: start, written: String(text(from: start)))
    default: return nil
    }
    place += 1
    return Quantifier(repetition: repetition, place: start, written: text(from: start))
  }

  private mutating func counted() throws(PatternError) -> PatternRepetition? {
    let start = place
    place += 1
    let least = digits()
    var most = least
    if skip(",") {
      most = digits()
    } else if least == nil {
      return nil
    }
    guard skip("}") else { return nil }
    let bounds = [least, most].compactMap { $0 }
    guard bounds.allSatisfy({ $0 <= Self.mostRepetitions }) else {
      throw error("more than \(Self.mostRepetitions) repetitions", at: start)
    }
    if let least, let most, most < least { throw error("at least \(least), but at most \(most)", at: start) }
    return PatternRepetition(least: least ?? 0, most: most)
  }

  /// A number that is too large is `Int.max`.
  private mutating func digits() -> Int? {
    var number: Int?
    while let scalar = peek, ("0"..."9").contains(scalar) {
      let (tens, isTooLarge) = (number ?? 0).multipliedReportingOverflow(by: 10)
      let (sum, isLarger) = tens.addingReportingOverflow(Int(scalar.value - 0x30))
      number = isTooLarge || isLarger ? .max : sum
      place += 1
    }
    return number
  }

  func text(from start: Int) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[start..<place])
    return String(text)
  }
}
