// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@Suite struct `Suggestions of the built program` {
  /// The requests and replies of `Golden suggestions` in AttuneCommandsTests; a processor without AVX and FMA takes other
  /// paths through libm, on which nothing may depend.
  @Test(arguments: ["noisy", "mixed", "parallel"], ["", "glibc.cpu.hwcaps=-AVX2,-FMA,-AVX512F"])
  func `are the golden ones on every processor`(name: String, tunables: String) throws {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let golden = try String(
      contentsOf: tests.appending(path: "AttuneCommandsTests/Snapshots/suggestions-\(name).txt"), encoding: .utf8)
    let lines = golden.split(separator: "\n")
    func sides(_ mark: String) -> String {
      lines.filter { $0.hasPrefix(mark) }.map { $0.dropFirst(2) + "\n" }.joined()
    }
    let tuning = try String(contentsOf: tests.appending(path: "Fixtures/suggestions/\(name).yml"), encoding: .utf8)
    let project = try Project(nil, tuning: tuning)
    let result = try project.attune(
      "ask-tell", "--seed", "2026", input: sides("> "), environment: ["GLIBC_TUNABLES": tunables])
    #expect(result.status == 0 && result.words == "")
    #expect(result.output == sides("< "))
  }
}
