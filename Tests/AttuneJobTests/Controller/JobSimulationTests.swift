// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy
import AttuneTesting
import Foundation
import Testing

@Suite struct `A whole job in a simulated world` {
  private static let worlds = Int(ProcessInfo.processInfo.environment["ATTUNE_WORLDS"] ?? "") ?? 2_000
  private static let first = Int(ProcessInfo.processInfo.environment["ATTUNE_FIRST_WORLD"] ?? "") ?? 0
  private static let portion = 250

  @Test(arguments: 0..<(worlds + portion - 1) / portion)
  func `keeps its laws whoever dies and whatever fails, and always ends`(number: Int) async {
    let seeds = number * Self.portion..<min((number + 1) * Self.portion, Self.worlds)
    for seed in seeds.map({ $0 + Self.first }) {
      let chronicle = await JobSimulation(world: seed).run()
      let violations = chronicle.violations
      #expect(violations == [], "alone: ATTUNE_WORLDS=1 ATTUNE_FIRST_WORLD=\(seed) Scripts/check-extended worlds")
      if !violations.isEmpty {
        if Self.worlds == 1 { print(chronicle.account) }
        break
      }
    }
  }

  @Test(arguments: [9_518, 26_869, 53_194, 55_196, 77_809])
  func `keeps its laws where they were once broken`(seed: Int) async {
    #expect(await JobSimulation(world: seed).run().violations == [])
  }

  @Test(arguments: 0..<50)
  func `is the same world for the same seed, byte for byte`(seed: Int) async {
    let (first, second) = (await JobSimulation(world: seed).run(), await JobSimulation(world: seed).run())
    #expect(first.journalText == second.journalText)
    #expect(first == second)
  }

  @Test func `is another interleaving for another seed`() async throws {
    let spec = try JobSpec.sample(maxTrials: 6, parallel: 3)
    var texts: Set<String> = []
    for seed in 0..<20 {
      texts.insert(await JobSimulation(spec, seed: UInt64(seed), weather: Weather()).run().journalText)
    }
    #expect(texts.count == 20)
  }

  @Test func `meets every kind of trouble and every ending`() async {
    var (lives, endings): (Int, Set<String>) = (0, [])
    for seed in 0..<300 {
      let chronicle = await JobSimulation(world: seed).run()
      lives = max(lives, chronicle.lives)
      for line in chronicle.lines {
        switch line.occurrence {
        case .killed: endings.insert("killed")
        case .gaveUp: endings.insert("gave up")
        case .left(.finished(.succeeded)): endings.insert("succeeded")
        case .left(.finished(.failed)): endings.insert("failed")
        case .left(.finished(.cancelled)): endings.insert("cancelled")
        case .left(.suspended): endings.insert("suspended")
        case .left(.detached): endings.insert("detached")
        default: break
        }
      }
    }
    #expect(lives >= 4)
    #expect(
      endings == ["killed", "gave up", "succeeded", "failed", "cancelled", "suspended", "detached"])
  }
}
