// SPDX-License-Identifier: Apache-2.0

import AttuneStudy
import Testing

@Suite struct `Supplied values` {
  let space: SearchSpace

  init() throws {
    space = try SearchSpace([
      ParameterSpec(name: "rate", domain: .double(1e-5...1, scale: .log)),
      ParameterSpec(name: "layers", domain: .integer(1...8, scale: .linear)),
      ParameterSpec(name: "batch", domain: .discrete([16, 32, 64.5], scale: .linear)),
      ParameterSpec(name: "act", domain: .categorical(["relu", "tanh"])),
    ])
  }

  @Test func `become an assignment in the order of the space`() throws {
    let assignment = try space.assignment(from: [
      ("act", .text("tanh")), ("batch", .number(32)), ("layers", .number(3)), ("rate", .number(0.25)),
    ])
    #expect(assignment.flags == ["--rate=0.25", "--layers=3", "--batch=32", "--act=tanh"])
    #expect(space.contains(assignment))
  }

  static let mistakes: [(String, SuppliedValue, String)] = [
    ("rate", .number(2), "parameter 'rate' cannot be 2: its range is 1e-05 to 1"),
    ("rate", .number(.nan), "parameter 'rate' cannot be NaN: its range is 1e-05 to 1"),
    ("rate", .text("0.1"), "parameter 'rate' is DOUBLE and takes a number, not the text '0.1'"),
    ("layers", .number(2.5), "parameter 'layers' is INTEGER and takes a whole number, not 2.5"),
    ("layers", .number(.infinity), "parameter 'layers' is INTEGER and takes a whole number, not Infinity"),
    ("layers", .number(9), "parameter 'layers' cannot be 9: its range is 1 to 8"),
    ("layers", .text("2"), "parameter 'layers' is INTEGER and takes a number, not the text '2'"),
    ("batch", .number(60), "parameter 'batch' cannot be 60: it is none of its discreteValues; the nearest is 64.5"),
    ("batch", .text("x"), "parameter 'batch' is DISCRETE and takes a number, not the text 'x'"),
    ("act", .text("elu"), "parameter 'act' cannot be 'elu': its values are 'relu', 'tanh'"),
    ("act", .number(1), "parameter 'act' is CATEGORICAL and takes a text, not the number 1"),
  ]

  @Test(arguments: mistakes)
  func `are refused in words`(name: String, value: SuppliedValue, message: String) {
    var supplied: [(name: String, value: SuppliedValue)] = [
      ("rate", .number(0.1)), ("layers", .number(1)), ("batch", .number(16)), ("act", .text("relu")),
    ]
    supplied = supplied.map { $0.name == name ? (name, value) : $0 }
    #expect(throws: AssignmentError(problems: [message])) { try space.assignment(from: supplied) }
  }

  @Test func `tell all mistakes at once`() {
    let error = #expect(throws: AssignmentError.self) {
      try space.assignment(from: [("lr", .number(1)), ("rate", .number(1)), ("rate", .number(1)), ("act", .text(""))])
    }
    #expect(
      error?.problems == [
        "there is no parameter 'lr'; there are 'rate', 'layers', 'batch', 'act'",
        "parameter 'rate' is given twice",
        "parameter 'layers' has no value",
        "parameter 'batch' has no value",
        "parameter 'act' cannot be '': its values are 'relu', 'tanh'",
      ])
    #expect(error?.description.contains("given twice; parameter 'layers' has no value; ") == true)
  }

  @Test func `of no parameters are the one point of the empty space`() throws {
    let empty = try SearchSpace([])
    #expect(try empty.assignment(from: []) == Assignment([]))
    #expect(throws: AssignmentError(problems: ["there is no parameter 'x'; there are none"])) {
      try empty.assignment(from: [("x", .number(1))])
    }
  }

  @Test func `of many categories are listed up to eight`() throws {
    let space = try SearchSpace([ParameterSpec(name: "c", domain: .categorical((0..<10).map { "v\($0)" }))])
    let message =
      "parameter 'c' cannot be 'w': its values are 'v0', 'v1', 'v2', 'v3', 'v4', 'v5', 'v6', 'v7' and 2 more"
    #expect(throws: AssignmentError(problems: [message])) { try space.assignment(from: [("c", .text("w"))]) }
  }
}
