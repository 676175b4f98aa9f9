// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import Testing

@Suite struct PatternTests {
  @Test func findsWhatPythonFinds() throws {
    let rows = try PythonTable().rows.filter(\.accepted)
    #expect(rows.count > 600)
    for row in rows {
      let pattern = try #require(try? Pattern(row.pattern), "\(row.pattern)")
      #expect(pattern.groupNames == row.names, "\(row.pattern)")
      for entry in row.cases ?? [] {
        #expect(
          groups(of: pattern, in: entry.text) == entry.groups, "\(row.pattern) in \(entry.text.debugDescription)")
      }
    }
  }

  @Test func refusesWhatPythonRefuses() throws {
    let rows = try PythonTable().rows.filter { !$0.accepted }
    #expect(rows.count > 15)
    for row in rows {
      #expect(throws: PatternError.self, "\(row.pattern)") { try Pattern(row.pattern) }
    }
  }

  @Test(arguments: [
    ("a(?=b)", 2, "look-around"), ("(?<!a)b", 1, "look-around"), (#"(a)\1"#, 4, "back-references"),
    ("(?P<x>a)(?P=x)", 9, "back-references"), ("a*+", 3, "possessive"), ("(?>a)", 1, "atomic"),
    ("a(?i)", 2, "at the start"), ("(?s).", 1, "other flags"), ("(?#note)a", 1, "comments"),
    ("日(", 2, "')' is missing"), ("ab[", 3, "']' is missing"), ("a**", 3, "follows a quantifier"),
    ("a|*", 3, "repeats nothing"), ("^*", 2, "repeats a place"), (#"x\"#, 2, "nothing follows"),
    (#"\y"#, 1, "means nothing"), ("a{2000}", 2, "repetitions"), ("(a{1000}){3}", 1, "too big"),
  ])
  func tellsWhatIsWrongAndWhere(text: String, column: Int, words: String) throws {
    let error = try #require(throws: PatternError.self) { try Pattern(text) }
    #expect(error.column == column)
    #expect(error.message.contains(words))
  }

  @Test func patternsWithoutEndAreRefused() throws {
    let repeated = String(repeating: "(?:", count: 40) + "a" + String(repeating: "){1000}", count: 40)
    #expect(throws: PatternError.self) { try Pattern(repeated) }
    #expect(throws: PatternError.self) { try Pattern(String(repeating: "(", count: 200_000)) }
    #expect(throws: PatternError.self) { try Pattern(String(repeating: "a", count: 5_000)) }
    #expect(throws: Never.self) {
      try Pattern(String(repeating: "(?:", count: 40) + String(repeating: "){1000}", count: 40))
    }
  }

  @Test func aPatternThatDefeatsBacktrackingTakesNoLonger() throws {
    let pattern = try Pattern("(?:a?){100}(?:a*)*(?:a|a)*b")
    #expect(groups(of: pattern, in: String(repeating: "a", count: 2_000)) == nil)
  }

  @Test func invalidBytesAreCharacters() throws {
    let bytes: [UInt8] = [0xFF, 0xC3, 0x61, 0xE2, 0x82]
    #expect(try Pattern("..(a)..$").firstMatch(in: bytes.span)?[1] == 2..<3)
    #expect(try Pattern(#"\ufffd{2}a"#).firstMatch(in: bytes.span)?.range == 0..<3)
  }

  @Test func aLastEmptyRepetitionLeavesAGroupAsItWas() throws {
    // Python: [[0, 2], [2, 2]].
    #expect(groups(of: try Pattern("(a*)*"), in: "aab") == [[0, 2], [0, 2]])
  }

  @Test func groupsAreFoundByName() throws {
    let pattern = try Pattern("(a)(?<value>b)(?P<step>c)")
    #expect(pattern.group(named: "value") == 2)
    #expect(pattern.group(named: "step") == 3)
    #expect(pattern.group(named: "other") == nil)
    #expect(pattern.firstMatch(in: Array("abc".utf8).span)?[4] == nil)
  }

  private func groups(of pattern: Pattern, in text: String) -> [[Int]]? {
    pattern.firstMatch(in: Array(text.utf8).span).map { match in
      (0...pattern.groupNames.count).map { match[$0].map { [$0.lowerBound, $0.upperBound] } ?? [-1, -1] }
    }
  }
}
