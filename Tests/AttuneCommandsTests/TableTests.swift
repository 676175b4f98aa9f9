// SPDX-License-Identifier: Apache-2.0
import AttuneCommands
import AttuneJob
import Testing

@Suite struct `A table` {
  static let table = Table(
    [.init("name", .left), .init("value"), .init("why", .left)],
    rows: [["a", "0.5", "plain"], ["日本", nil, "a \"quoted\", long reason"], ["=1+1", "-0.5", ""]])

  @Test func `is aligned, with NA where nothing is, and no space at the end of a line`() {
    #expect(
      Self.table.text() == """
        name value why
        a      0.5 plain
        日本    NA a "quoted", long reason
        =1+1  -0.5

        """)
  }

  @Test func `is cut at the width of a terminal, in its last column`() {
    #expect(
      Self.table.text(width: 24) == """
        name value why
        a      0.5 plain
        日本    NA a "quoted", …
        =1+1  -0.5

        """)
  }

  @Test func `is written as CSV with quotes where needed and no formulas`() {
    #expect(
      Self.table.csv == """
        name,value,why
        a,0.5,plain
        日本,NA,"a ""quoted"", long reason"
        '=1+1,-0.5,

        """)
  }

  @Test(arguments: ["-0.5", "+3", "-1e-05", "-inf", "1.5"])
  func `keeps numbers as they are in CSV`(number: String) {
    #expect(Table([.init("x")], rows: [[number]]).csv == "x\n\(number)\n")
  }

  @Test(arguments: [("-adam", "'-adam"), ("@x", "'@x"), ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"), ("a=1", "a=1")])
  func `guards a text that a spreadsheet would run`(cell: String, written: String) {
    #expect(Table([.init("x")], rows: [[cell]]).csv == "x\n\(written)\n")
  }

  @Test func `never lets an escape sequence through`() {
    let table = Table([.init("x\u{1B}[2J", .left)], rows: [["\u{1B}]0;title\u{7}\r\n\t\u{9B}31m\u{202E}"]])
    let shown = #"\u{1B}]0;title\u{7}\r\n\t\u{9B}31m\u{202E}"#
    #expect(table.text() == "x\\u{1B}[2J\n\(shown)\n")
    #expect(table.csv == "x\\u{1B}[2J\n\(shown)\n")
  }

  @Test func `without rows is its header`() {
    let table = Table([.init("a"), .init("b")], rows: [])
    #expect(table.rendered(as: .table, json: .array([])) == "a b\n")
    #expect(table.rendered(as: .csv, json: .array([])) == "a,b\n")
    #expect(table.rendered(as: .json, json: .array([])) == "[]\n")
  }
}
