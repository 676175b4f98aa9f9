// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@Suite struct `A job in parallel` {
  @Test(arguments: [(trials: 7, parallel: 3), (trials: 5, parallel: 5), (trials: 2, parallel: 4)])
  func `runs exactly its trials, never more at a time than it may, and leaves no place unused`(
    trials: Int, parallel: Int
  ) throws {
    let project = try Project("odd", tuning: Project.tuning(trials: trials, parallel: parallel))
    let gate = project.place.appending(path: "gate").path
    let run = try project.start(["run", "slow.py"], environment: ["GATE": gate])
    let width = min(trials, parallel)
    try eventually("\(width) trials run") { project.ledger().count == width }
    #expect(FileManager.default.createFile(atPath: gate, contents: nil))
    let result = try run.finish()
    #expect(result.status == 0, "\(result.words)")
    let ledger = project.ledger()
    #expect(ledger.count == 2 * trials)
    #expect(Set(ledger.filter { $0.hasPrefix("start") }) == Set((1...trials).map { "start \($0)" }))
    var running = 0
    var most = 0
    for line in ledger {
      running += line.hasPrefix("start") ? 1 : -1
      most = max(most, running)
    }
    #expect(most == width)
  }
}
