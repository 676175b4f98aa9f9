// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy
import Testing

@Suite struct `A command template` {
  static let assignment = Assignment([
    .init(name: "lr", value: .double(1e-4)), .init(name: "num-layers", value: .integer(3)),
    .init(name: "batch", value: .discrete(32)), .init(name: "act", value: .categorical("{lr}")),
  ])

  @Test(arguments: [
    ("{lr}", "0.0001"), ("--n={num-layers},{batch}", "--n=3,32"), ("{{lr}}", "{lr}"), ("{{{lr}}}", "{0.0001}"),
    ("}}{{", "}{"), ("plain", "plain"), ("", ""), ("{act}", "{lr}"), ("{other}", "{other}"), ("ä{lr}é", "ä0.0001é"),
  ])
  func `puts values into braces`(argument: String, expanded: String) {
    #expect(CommandTemplate.expand(command: ["train", argument], with: Self.assignment) == ["train", expanded])
  }

  @Test func `lists each name once, in order`() throws {
    let template = try CommandTemplate(["{b}", "x{a}{{no}}{b}", "{c-d}"])
    #expect(template.names == ["b", "a", "c-d"])
  }

  @Test(arguments: ["{", "}", "{}", "a{b", "a}b", "{a{b}", "{lr}}"]) func `refuses a lone brace`(argument: String) {
    #expect(throws: CommandTemplateError.self) { try CommandTemplate(["x", argument]) }
    #expect(CommandTemplate.expand(command: [argument], with: Self.assignment) == [argument])
  }

  @Test func `says which brace is alone`() {
    let error = #expect(throws: CommandTemplateError.self) { try CommandTemplate(["a}b"]) }
    #expect(error?.description == "'}' in 'a}b' belongs to no placeholder; write '}}' for a brace")
  }
}
