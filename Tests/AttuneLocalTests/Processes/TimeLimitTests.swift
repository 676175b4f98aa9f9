// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal
import AttuneStudy
import Glibc
import Testing

@Suite struct `A trial's time limit` {
  private func launch(_ script: String, limit: Duration, grace: Duration = .seconds(10)) async throws -> ScratchTrial {
    let job = try ScratchJob()
    let resources = TrialResources(timeLimit: limit, grace: grace)
    return try await job.launch(["sh", "-c", script], on: job.executor(), resources: resources)
  }

  @Test func `ends the tree with TERM, and is told as what ended it`() async throws {
    let trial = try await launch("trap 'exit 3' TERM; while :; do sleep 0.01; done", limit: .milliseconds(200))
    let exit = try await trial.exit()
    // By the signal itself where it came before the trap was set.
    #expect([.exited(3), .killed(signal: 15)].contains(exit.status))
    #expect(exit.diagnosis?.cause == .timeLimit)
    let record = try #require(ScratchFolder.read(trial.paths.exitRecord))
    #expect(record.contains(#""stopped":false"#) && record.contains(#""timedOut":true"#))
  }

  @Test func `kills who ignores TERM once the grace is over`() async throws {
    let script = "trap '' TERM; setsid sh -c 'echo $$ > daemon; exec sleep 1000' & while :; do sleep 0.01; done"
    let trial = try await launch(script, limit: .seconds(1), grace: .milliseconds(100))
    let daemon = try await trial.pid(in: "daemon")
    let exit = try await trial.exit()
    #expect(exit.status == .killed(signal: 9))
    #expect(exit.diagnosis?.cause == .timeLimit)
    #expect(isGone(daemon))
  }

  @Test func `says nothing of a trainer that ends in time`() async throws {
    let exit = try await launch("exit 4", limit: .seconds(1_000)).exit()
    #expect(exit.status == .exited(4))
    #expect(exit.diagnosis == nil)
  }

  @Test func `is not taken for what ended a trainer that was stopped on request`() async throws {
    let trial = try await launch("echo $$ > pid; exec sleep 1000", limit: .seconds(1_000))
    _ = try await trial.pid(in: "pid")
    try await trial.stop(grace: .seconds(10))
    let exit = try await trial.exit()
    #expect(exit.status == .killed(signal: 15))
    #expect(exit.diagnosis == nil)
  }
}
