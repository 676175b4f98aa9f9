// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// The inputs that `Scripts/fuzz` kept: each once reached code that none before it had reached.
@Suite struct `A law of event files` {
  @Test(arguments: Law.allCases)
  func `holds for every input that fuzzing has kept`(law: Law) throws {
    let inputs = try inputs(of: law)
    #expect(!inputs.isEmpty)
    for (name, input) in inputs {
      if let violation = law.violation(by: input) { Issue.record("\(law.rawValue)/\(name): \(violation)") }
    }
  }

  @Test(arguments: Law.allCases)
  func `holds for inputs near those`(law: Law) throws {
    var random = SplitMix64(seed: 11)
    for (name, input) in try inputs(of: law) {
      for _ in 0..<30 {
        let changed = mutated(input, &random)
        if let violation = law.violation(by: changed) {
          Issue.record("\(law.rawValue)/\(name) as \(changed): \(violation)")
        }
      }
    }
  }

  private func inputs(of law: Law) throws -> [(String, [UInt8])] {
    let folder = Fixture.root.deletingLastPathComponent().appending(path: "fuzz/\(law.rawValue)")
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map { name in
      (name, [UInt8](try Data(contentsOf: folder.appending(path: name))))
    }
  }

  private func mutated(_ input: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
    guard !input.isEmpty else { return [UInt8.random(in: 0...255, using: &random)] }
    var bytes = input
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let index = Int.random(in: bytes.indices, using: &random)
      switch Int.random(in: 0..<3, using: &random) {
      case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes.insert(bytes[Int.random(in: bytes.indices, using: &random)], at: index)
      default: if bytes.count > 1 { bytes.remove(at: index) }
      }
    }
    return bytes
  }
}
