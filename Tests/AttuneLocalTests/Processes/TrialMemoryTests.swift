// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal
import AttuneStudy
import FoundationEssentials
import Testing

@Suite struct `The memory of a running trial` {
  /// Holds 20 MB until a file is there, then less, and lives on.
  private static let hold = """
    x=$(head -c 20000000 /dev/zero | tr '\\0' x); echo $$ > $0
    while [ ! -e go ]; do sleep 0.05; done
    sleep 1000
    """

  private func holding(_ count: Int) async throws -> (ScratchJob, ScratchTrial) {
    let script = (1...count).map { "setsid sh -c \"$HOLD\" held-\($0) &" }.joined(separator: "\n") + "\nwait"
    let job = try ScratchJob()
    let trial = try await job.launch(["sh", "-c", script], environment: ["HOLD": Self.hold])
    for number in 1...count { _ = try await trial.pid(in: "held-\(number)") }
    return (job, trial)
  }

  @Test func `is that of its whole tree, in whatever sessions`() async throws {
    let (job, trial) = try await holding(3)
    let memory = try #require(TrialMemory.of([trial.attempt], in: job.paths)[trial.attempt.trial])
    #expect(memory.bytes > 60_000_000 && memory.bytes < 1_000_000_000)
    #expect(memory.peakBytes >= memory.bytes)
    try await trial.stop(grace: .zero)
    _ = try await trial.exit()
    #expect(TrialMemory.of([trial.attempt], in: job.paths) == [:])
  }

  @Test func `is no other trial's, and nothing where none runs`() async throws {
    let (job, trial) = try await holding(1)
    let small = try await job.launch(["sh", "-c", "echo $$ > pid; exec sleep 1000"], on: job.executor(), trial: 2)
    _ = try await small.pid(in: "pid")
    let never = Attempt(trial: Trial.ID(3), number: 1)
    let memory = TrialMemory.of([trial.attempt, small.attempt, never], in: job.paths)
    #expect(Set(memory.keys) == [Trial.ID(1), Trial.ID(2)])
    #expect(try #require(memory[Trial.ID(2)]).peakBytes < 20_000_000)
    for one in [trial, small] { try await one.stop(grace: .zero) }
  }

  @Test(arguments: [
    ("\"bootID\":\"", "\"bootID\":\"another-"), ("\"startTicks\":", "\"startTicks\":1"),
  ])
  func `is not asked of a process that only has the pid of one`(old: String, new: String) async throws {
    let (job, trial) = try await holding(1)
    let record = try #require(ScratchFolder.read(trial.paths.launchRecord))
    try Data(record.replacing(old, with: new).utf8).write(to: URL(filePath: trial.paths.launchRecord))
    #expect(TrialMemory.of([trial.attempt], in: job.paths) == [:])
    try await trial.stop(grace: .zero)
  }
}
