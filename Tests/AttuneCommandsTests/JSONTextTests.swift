// SPDX-License-Identifier: Apache-2.0
import AttuneCommands
import AttuneJob
import Testing

@Suite struct `JSON for reading` {
  @Test func `is indented by two, its members in the order of their names`() {
    let value = JSONValue.object([
      "b": .array([.integer(1), .number(0.5), .object([:]), .array([])]), "a": .null,
      "c": .object(["x": .bool(true), "nan": .number(.nan)]),
    ])
    #expect(
      value.indented == """
        {
          "a": null,
          "b": [
            1,
            0.5,
            {},
            []
          ],
          "c": {
            "nan": "NaN",
            "x": true
          }
        }

        """)
  }

  @Test func `holds nothing that a terminal would obey`() {
    let value = JSONValue.string("\u{1B}[31m\u{9B}\u{7F}\u{2028}é")
    #expect(value.indented == #""\u001b[31m\u009b\u007f\u2028é""# + "\n")
  }
}
