// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// Real jobs under `kill -9`: controller, supervisor, trainer, both, everything, at random times.
/// `Scripts/storm` runs it for as long as one likes.
@Suite struct `A storm of kills` {
  private var wanted: Int { Int(ProcessInfo.processInfo.environment["ATTUNE_STORM_KILLS"] ?? "") ?? 20 }
  private var firstSeed: UInt64 { UInt64(ProcessInfo.processInfo.environment["ATTUNE_STORM_SEED"] ?? "") ?? 1 }

  @Test func `costs nothing: the same command finishes each job, and all that was told is there`() throws {
    var kills: [Storm.Target: Int] = [:]
    var (seed, lives) = (firstSeed, 0)
    while kills.values.reduce(0, +) < wanted {
      var storm = try Storm(seed: seed, kills: min(25, wanted - kills.values.reduce(0, +)))
      let violations = try storm.rage()
      #expect(violations == [], "again: ATTUNE_STORM_SEED=\(seed) Scripts/storm 25; \(storm.story)")
      kills.merge(storm.kills, uniquingKeysWith: +)
      lives += storm.lives + 1
      seed += 1
    }
    let counts = kills.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.value) \($0.key)" }
    print("storm: \(counts.joined(separator: ", ")); \(seed - firstSeed) jobs, \(lives) lives")
  }
}

/// The checker is alive: each broken promise is found in a history that has it.
@Suite struct `The checker of storms` {
  private static func row(_ trial: Int, _ value: Double, state: String = "SUCCEEDED") -> [String: Any] {
    [
      "trialId": "\(trial)", "state": state,
      "finalMetric": ["objectiveValue": value, "trainingStep": "1"] as [String: Any],
    ]
  }

  private static var good: StormHistory {
    var history = StormHistory(trials: 2, width: 1)
    history.lives = [
      .init(output: #"{"event":"opened"}"#, status: 137, isStruck: true),
      .init(output: "", status: 0, isStruck: false),
    ]
    history.trace = """
      start 1 1 10
      start 1 2 11
      report 1 2 1 0.5
      end 1 2 11
      start 2 1 12
      report 2 1 1 0.25
      end 2 1 12

      """
    history.strikes = [.init(trial: 1)]
    history.table = [row(1, 0.5), row(2, 0.25)]
    history.earlierTables = [[row(1, 0.5)]]
    return history
  }

  @Test func `finds nothing in a good history`() { #expect(Self.good.violations == []) }

  @Test(arguments: [
    ("start 2 1 12", "start 2 1 12\nstart 2 1 13"), ("start 2 1 12", "start 2 1 12\noverlap 2 1"),
    ("start 2 1 12", "start 2 1 12\ncrowd 2 1"), ("start 2 1 12", "start 1 3 12\nstart 2 1 12"),
    ("report 2 1 1 0.25", "report 2 1 1 0.75"), ("report 2 1 1 0.25", "report 2 1 1 0.25\nreport 2 1 2 0.25"),
    ("end 2 1 12\n", ""),
  ])
  func `finds what trainers saw`(line: String, changed: String) {
    var history = Self.good
    history.trace = history.trace.replacing(line, with: changed)
    #expect(history.violations.count >= 1)
  }

  @Test func `finds attempts and failures that no kill explains`() {
    var history = Self.good
    history.strikes = []
    #expect(history.violations.count == 1)
    history = Self.good
    history.table = [Self.row(1, 0.5, state: "FAILED"), Self.row(2, 0.25)]
    history.earlierTables = []
    history.strikes = [.init(trial: 1), .init(trial: 1), .init(), .init(trial: 1, isLoss: false), .init(trial: 2)]
    #expect(history.violations.count == 1)
    history.strikes.append(.init(trial: 1))
    #expect(history.violations == [])
  }

  @Test func `finds what commands said and did`() {
    var history = Self.good
    history.table.removeLast()
    #expect(history.violations.count >= 1)
    history = Self.good
    history.earlierTables = [[Self.row(1, 0.75)]]
    #expect(history.violations.count >= 1)
    history = Self.good
    history.jobs = 2
    #expect(history.violations.count >= 1)
    history = Self.good
    history.lives[1] = .init(output: "", status: 3, isStruck: false)
    #expect(history.violations.count >= 1)
    history = Self.good
    history.lives[0] = .init(output: "", status: 1, isStruck: true)
    #expect(history.violations.count >= 1)
  }
}
