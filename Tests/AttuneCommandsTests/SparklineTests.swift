// SPDX-License-Identifier: Apache-2.0
import AttuneCommands
import Testing

@Suite struct `A sparkline` {
  private let style = Sparkline(width: 8, isUnicode: true)

  @Test func `goes from the least to the greatest`() {
    #expect(style.text(of: [0, 1, 2, 3, 4, 5, 6, 7]) == "▁▂▃▄▅▆▇█")
    #expect(style.text(of: [2, -1, 2]) == "█▁█")
    #expect(style.text(of: [-.greatestFiniteMagnitude, 0, .greatestFiniteMagnitude]) == "▁▅█")
  }

  @Test func `has a column for the mean of each stretch`() {
    #expect(style.text(of: (0..<8_000).map { Double($0) }) == "▁▂▃▄▅▆▇█")
    #expect(Sparkline(width: 2, isUnicode: true).text(of: [0, 0, 5, 5, 5]) == "▁█")
  }

  @Test func `is flat for one value`() {
    #expect(style.text(of: [0.5, 0.5]) == "▄▄")
    #expect(style.text(of: []) == "")
  }

  @Test func `marks what is no number`() {
    #expect(style.text(of: [1, .nan, 2, .infinity]) == "▁×█×")
    #expect(Sparkline(width: 3, isUnicode: false).text(of: [.nan]) == "!")
  }

  @Test(arguments: [
    (["LANG": "de_DE.UTF-8"], "▁█"), (["LC_ALL": "C", "LANG": "en_US.UTF-8"], "_#"), ([:], "_#"),
    (["LC_ALL": "", "LC_CTYPE": "C.utf8"], "▁█"),
  ])
  func `is ASCII where the locale can't show blocks`(environment: [String: String], text: String) {
    #expect(Sparkline(width: 8, environment: environment).text(of: [0, 1]) == text)
  }
}

@Suite struct `A filter of tags` {
  @Test(arguments: [
    ("val_*", "val_acc", true), ("*acc", "val_acc", true), ("val_acc", "val_acc", true), ("v?l*c", "val_acc", true),
    ("*a*c*", "val_acc", true), ("val", "val_acc", false), ("*loss", "val_acc", false), ("a[1]", "a[1]", true),
    ("*", "", true), ("?", "", false), ("*b", "ababac", false),
  ])
  func `knows stars and question marks`(pattern: String, tag: String, isIncluded: Bool) {
    #expect(TagFilter(pattern).includes(tag) == isIncluded)
  }
}
