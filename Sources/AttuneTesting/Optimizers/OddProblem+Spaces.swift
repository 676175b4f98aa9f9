// SPDX-License-Identifier: Apache-2.0

import AttuneStudy

// Problems whose spaces are odd; the value is the mean of the point's coordinates in the unit cube.
extension OddProblem {
  private init(
    over parameters: [ParameterSpec], _ description: String, trials: Int = 24, atOnce: Int = 1,
    knowing learn: (inout Study) -> Void = { _ in }
  ) {
    self.init(description, over: parameters, trials: trials, atOnce: atOnce, knowing: learn) { trial in
      let units = zip(parameters, trial.assignment.entries).map { $0.domain.unit(of: $1.value) }
      return .value(units.reduce(0, +) / Double(max(units.count, 1)))
    }
  }

  static let withOddSpaces: [OddProblem] = [
    OddProblem(over: [], "no parameter"),
    OddProblem(over: [.double("x", in: 2...2, scale: .log), .categorical("kind", ["only"])], "a single point"),
    OddProblem(over: [.double("x", in: 0...1)], "one parameter"),
    OddProblem(over: [.categorical("isBig", ["yes", "no"])], "two points", atOnce: 2),
    OddProblem(
      over: [.integer("n", in: 1...3), .categorical("kind", ["a", "b"])], "a space that is soon exhausted",
      atOnce: 4),
    OddProblem(
      over: [.integer("n", in: 1...3)], "a space that the user has exhausted",
      knowing: { study in for n in 1...3 { study.add(study.space.assignment(at: [Double(n) / 3 - 0.1]), value: 1) } }),
    OddProblem(over: (0..<200).map { .double("x\($0)", in: -1...1) }, "200 parameters", trials: 16),
    OddProblem(
      over: (0..<3).map { .integer("n\($0)", in: 0...999) }, "a grid of 10^9 points", trials: 60, atOnce: 20),
    OddProblem(over: (0..<40).map { .categorical("c\($0)", ["a", "b", "c"]) }, "more points than an Int counts"),
    OddProblem(
      over: [.categorical("word", (0..<500).map { "word \($0)" }), .double("x", in: 0...1)], "500 categories",
      trials: 40),
    OddProblem(
      over: [.discrete("size", (0..<500).map { Double($0 * $0) }), .integer("n", in: -5...5)], "500 discrete values"),
    OddProblem(
      over: [.discrete("rate", [1e-9, 1, 1e9]), .discrete("other", [1e-9, 1, 1e9], scale: .log)],
      "discrete values that lie unevenly"),
    OddProblem(
      over: [.double("x", in: 1...1.nextUp), .double("y", in: 0...5e-324)], "ranges of two neighbouring doubles"),
    OddProblem(over: [.double("x", in: -8e307...8e307)], "the widest range"),
    OddProblem(
      over: [.double("x", in: 1e-300...1e300, scale: .log), .double("y", in: 1e-300...1e300, scale: .reverseLog)],
      "600 decades"),
    OddProblem(over: [.integer("n", in: -(1 << 53)...(1 << 53))], "all whole numbers that a double holds"),
    OddProblem(
      over: [.integer("n", in: 1...(1 << 53), scale: .log), .double("x", in: 3...3)],
      "a wide range beside one of a single point"),
    OddProblem(
      over: (0..<12).map { .double("x\($0)", in: 7...7) } + [.double("free", in: 0...1)],
      "one free parameter among twelve fixed ones"),
    OddProblem(over: [.categorical("kind", ["", " ", "a=b", "--x", "é", "e\u{301}\u{301}"])], "odd categories"),
  ]

  /// Every one of them.
  public static var all: [OddProblem] { withOddValues + withOddSpaces }
}
