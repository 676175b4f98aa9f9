// SPDX-License-Identifier: Apache-2.0
import AttuneLocal
import AttuneStudy
import Testing

@Suite struct `The name of a run in TensorBoard` {
  private func name(
    _ entries: [(String, ParameterValue)], before: Int = 0, attempt: Int = 1, trials: Int = 10
  ) throws -> String {
    let parameters = try SearchSpace([])
    var study = Study(space: parameters, objective: nil, seed: 1)
    let assignment = Assignment(entries.map { Assignment.Entry(name: $0, value: $1) })
    let origin = Origin(phase: "user", text: "", completionsSeen: 0)
    for _ in 0..<before { _ = study.add(Suggestion(assignment: Assignment([]), origin: origin)) }
    let id = study.add(Suggestion(assignment: assignment, origin: origin))
    return RunName.of(study[id], attempt: attempt, trials: trials)
  }

  @Test func `says the trial's number and its parameters, shortly`() throws {
    let entries: [(String, ParameterValue)] = [
      ("lr", .double(0.012345678)), ("units", .integer(64)), ("batch", .discrete(32)), ("act", .categorical("relu")),
    ]
    #expect(try name(entries, before: 6) == "trial-07 lr=0.01235 units=64 batch=32 act=relu")
    #expect(try name([("lr", .double(1e-5))]) == "trial-01 lr=1e-05")
    #expect(try name([]) == "trial-01")
  }

  @Test(arguments: [(99, "trial-03"), (100, "trial-003"), (10_000, "trial-00003"), (1, "trial-03")])
  func `sorts by the number in as large a job as this is`(trials: Int, expected: String) throws {
    #expect(try name([], before: 2, trials: trials) == expected)
  }

  @Test func `is another one for each attempt`() throws {
    #expect(try name([("x", .integer(1))], attempt: 2) == "trial-01 x=1 attempt=2")
  }

  @Test(arguments: [
    ("../../etc", ".._.._etc"), ("a b/c", "a_b_c"), ("q\"uo'te\n", "q_uo_te_"), ("größe", "größe"), ("学習", "学習"),
    ("\u{202E}x", "_x"),
  ])
  func `is a safe name for a folder`(text: String, expected: String) throws {
    #expect(try name([("p", .categorical(text))]) == "trial-01 p=\(expected)")
    #expect(try name([(text, .integer(1))]) == "trial-01 \(expected)=1")
  }

  @Test func `is bounded, and counts what it leaves out`() throws {
    let many = (1...40).map { ("parameter_\($0)", ParameterValue.integer($0)) }
    let name = try name(many, attempt: 12)
    #expect(name.utf8.count <= 110)
    #expect(name.hasPrefix("trial-01 parameter_1=1 parameter_2=2 "))
    #expect(name.hasSuffix(" +34 attempt=12"))
    let long = try self.name([("p", .categorical(String(repeating: "x", count: 1_000)))])
    #expect(long == "trial-01 +1")
  }
}
