// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal
import AttuneStudy
import FoundationEssentials
import Testing

@Suite struct `An attempt of another host` {
  private let job: ScratchJob
  private let attempt = Attempt(trial: Trial.ID(1), number: 1)
  private let handle = TrialHandle(host: "gpu-7", bootID: "another", pid: 1, startTicks: 1)

  init() throws { job = try ScratchJob() }

  private func write(_ text: String, to path: String) throws {
    try FileManager.default.createDirectory(atPath: job.paths.trial(attempt).folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(filePath: path))
  }

  private func refusal(launchedAs handle: TrialHandle?) -> TrialExecutorError.Code? {
    do {
      try job.executor().requireReach(of: attempt, launchedAs: handle)
      return nil
    } catch {
      return error.code
    }
  }

  @Test func `is out of reach, also where only its folder tells of it`() throws {
    #expect(refusal(launchedAs: handle) == .elsewhere)
    #expect(refusal(launchedAs: nil) == nil)
    try write(
      #"{"version":1,"host":"gpu-7","bootID":"another","supervisor":{"pid":1,"startTicks":1}}"#,
      to: job.paths.trial(attempt).launchRecord)
    #expect(refusal(launchedAs: nil) == .elsewhere)
    #expect(throws: Never.self) {
      try job.executor(takesOver: true).requireReach(of: attempt, launchedAs: handle)
    }
  }

  @Test func `is within reach once its end is written down there`() async throws {
    try write(
      """
      {"version":1,"exitCode":3,"stopped":false,"userSeconds":0.1,"systemSeconds":0.1,"peakMemoryBytes":1000,\
      "startTime":1000,"endTime":3000}
      """, to: job.paths.trial(attempt).exitRecord)
    #expect(refusal(launchedAs: handle) == nil)
    let exit = try await job.executor().exit(of: handle, at: attempt)
    #expect(exit.status == .exited(3))
    #expect(exit.usage?.wallSeconds == 2)
  }

  @Test func `is this host's where only the machine was restarted`() throws {
    let restarted = TrialHandle(host: Host.current.name, bootID: "another", pid: 1, startTicks: 1)
    #expect(refusal(launchedAs: restarted) == nil)
  }
}
