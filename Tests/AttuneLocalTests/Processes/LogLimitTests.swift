// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal
import FoundationEssentials
import Glibc
import Testing

@Suite struct `A log without end` {
  private static let limit = 8 << 20

  private func bytesOnDisk(_ path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_blocks) * 512 : 0
  }

  /// Some 300 MB of numbered lines.
  private func chatter() async throws -> ScratchTrial {
    let job = try ScratchJob()
    let script = "yes 'all work and no play makes jack a dull boy' | head -n 7000000; echo the end"
    return try await job.launch(
      ["sh", "-c", "echo the beginning; \(script)"], on: job.executor(logLimit: Self.limit))
  }

  @Test func `does not fill the disk, and keeps its beginning and its end`() async throws {
    let trial = try await chatter()
    #expect(try await trial.exit().status == .exited(0))
    var lines: [TrialLog.Line] = []
    for try await line in TrialLog(of: trial.paths) { lines.append(line) }
    var status = stat()
    #expect(stat(trial.paths.standardOutput, &status) == 0 && status.st_size > 300_000_000)
    #expect(bytesOnDisk(trial.paths.standardOutput) <= Self.limit + (1 << 20))
    #expect(lines.first?.text == "the beginning")
    #expect(lines.last?.text == "the end")
    let gaps = lines.filter { $0.text.hasSuffix("MB were left out here: logs are kept to their beginning and their end]") }
    #expect(gaps.count == 1)
    #expect(lines.allSatisfy { !$0.text.utf8.contains(0) })
  }

  @Test func `is left alone where it is short`() async throws {
    let job = try ScratchJob()
    let trial = try await job.launch(["sh", "-c", "seq 1 100000"], on: job.executor(logLimit: Self.limit))
    #expect(try await trial.exit().status == .exited(0))
    var count = 0
    for try await line in TrialLog(of: trial.paths) {
      count += 1
      #expect(line.text == "\(count)")
    }
    #expect(count == 100_000)
  }
}
