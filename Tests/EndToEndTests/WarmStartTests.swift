// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@Suite struct `A job that goes on from an earlier one` {
  /// A grid of nine points.
  private static func tuning(of previous: String? = nil, top: Int = 9, goal: String = "MAXIMIZE") -> String {
    """
    trainingInput:
      hyperparameters:
        hyperparameterMetricTag: accuracy
        goal: \(goal)
        maxTrials: 4
        algorithm: GRID_SEARCH
        \(previous.map { "resumePreviousJobId: \($0)" } ?? "")
        params:
          - {parameterName: x, type: INTEGER, minValue: 1, maxValue: \(top)}

    """
  }

  private let project: Project
  private let gate: String
  private var environment: [String: String] { ["GATE": gate] }

  init() throws {
    project = try Project("odd", tuning: Self.tuning())
    gate = project.place.appending(path: "gate").path
  }

  private func openGate() { #expect(FileManager.default.createFile(atPath: gate, contents: nil)) }

  private func values() throws -> Set<String> {
    Set(try project.attune("trials", "--format", "csv").rows.compactMap { $0["hyperparameters.x"] })
  }

  @Test func `tries other points, even when it was killed and the earlier one is gone`() throws {
    openGate()
    #expect(try project.attune("run", "slow.py", environment: environment).status == 0)
    #expect(try values() == ["1", "2", "3", "4"])
    let earlier = try project.job()
    try FileManager.default.removeItem(atPath: gate)

    try project.write(Self.tuning(of: earlier.lastPathComponent, top: 8), to: "tuning.yml")
    let run = try project.start(["run", "slow.py"], environment: environment)
    try eventually("its first trial runs") { project.ledger().filter { $0.hasPrefix("start") }.count == 5 }
    #expect(run.wordsSoFar.contains("4 earlier trials of job \(earlier.lastPathComponent) are used as data"))
    run.signal(SIGKILL)
    _ = try run.finish()
    try FileManager.default.removeItem(at: earlier)
    openGate()
    let again = try project.attune("run", "slow.py", environment: environment)
    #expect(again.status == 0, "\(again.words)")
    #expect(try values() == ["5", "6", "7", "8"])
    let ids = try project.attune("trials", "--format", "csv").rows.compactMap { $0["trialId"] }
    #expect(Set(ids) == ["1", "2", "3", "4"])
  }

  @Test func `is refused where that one is unknown, or was about something else`() throws {
    openGate()
    #expect(try project.attune("run", "slow.py", environment: environment).status == 0)
    let name = try project.job().lastPathComponent
    for (previous, goal, words) in [
      (String(name.dropLast(3)), "MAXIMIZE", "there is no job '\(name.dropLast(3))'; did you mean '\(name)'?"),
      ("attune_0", "MAXIMIZE", "there is no job 'attune_0'; 'attune list' shows them all"),
      (name, "MINIMIZE", "its goal was MAXIMIZE, and is MINIMIZE"),
    ] {
      try project.write(Self.tuning(of: previous, goal: goal), to: "tuning.yml")
      for verb in ["run", "submit", "check"] {
        let refused = try project.attune(verb, "slow.py", environment: environment)
        #expect(refused.status == 2 && refused.words.contains(words), "\(verb): \(refused.words)")
      }
    }
    #expect(try project.attune("list", "--format", "json").objects().count == 1)
  }

  @Test func `begins with the points that the user gives, as check shows`() throws {
    let points = "attune: {initialTrials: [{x: 7}, {x: 3}]}\n"
    try project.write(Self.tuning() + points, to: "tuning.yml")
    let checked = try project.attune("check", "slow.py").output
    #expect(checked.contains("tried first    2 of initialTrials\n"), "\(checked)")
    #expect(checked.contains("--x=7\n  python3 slow.py --x=3\n  python3 slow.py --x=1\n"), "\(checked)")
    openGate()
    #expect(try project.attune("run", "slow.py", environment: environment).status == 0)
    let rows = try project.attune("trials", "--format", "csv").rows
    let values = Dictionary(uniqueKeysWithValues: rows.map { ($0["trialId"], $0["hyperparameters.x"]) })
    #expect(values == ["1": "7", "2": "3", "3": "1", "4": "2"])
    let text = try project.attune("trials", "--format", "json").output
    #expect(text.contains("given in initialTrials (2 of 2)"))
  }
}
