// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal
import AttuneStudy
import FoundationEssentials
import Glibc
import Testing

@Suite struct `A trainer and the death of Attune` {
  @Test func `goes on when the process that launched it is killed, and its exit is known later`() async throws {
    let job = try ScratchJob()
    let root = job.folder.path
    await #expect(processExitsWith: .signal(SIGKILL)) { [root = root as String] in
      let home = AttuneHome(folder: "\(root)/home")
      let paths = home.job(JobID(createdAt: Timestamp(milliseconds: 1_511_494_312_345)))
      let spec = JobSpec(
        directory: "\(root)/project", trainer: Trainer(kind: .command, command: []), tuning: nil)
      let executor = LocalTrialExecutor(for: spec, in: paths, environment: ["PATH": "/usr/bin:/bin"], gpuLocks: home.gpus)
      let attempt = Attempt(trial: Trial.ID(1), number: 1)
      let script = "echo $$ > pid; while [ ! -e go ]; do sleep 0.01; done; echo done; exit 7"
      _ = try await executor.launch(
        TrialLaunch(
          attempt: attempt, place: executor.place(of: attempt), command: ["sh", "-c", script], environment: [:]))
      kill(getpid(), SIGKILL)
    }
    // The same launch finds the trainer again instead of starting another.
    let trial = try await job.launch(["sh", "-c", "exit 0"])
    let pid = try await trial.pid(in: "pid")
    #expect(kill(pid, 0) == 0)
    try Data().write(to: URL(filePath: "\(trial.paths.work)/go"))
    let exit = try await trial.exit()
    #expect(exit.status == .exited(7))
    #expect(exit.usage != nil)
    #expect(ScratchFolder.read(trial.paths.standardOutput) == "done\n")
    #expect(isGone(pid))
  }

  @Test func `is lost when its supervisor was killed`() async throws {
    let trial = try await ScratchJob().launch(["sh", "-c", "echo last words >&2; echo $$ > pid; exec sleep 1000"])
    let pid = try await trial.pid(in: "pid")
    kill(pid_t(trial.handle.pid), SIGKILL)
    #expect(try await trial.exit() == TrialExit(status: .lost, tail: "last words"))
    try await eventually("its new parent has reaped the trainer") { isGone(pid) }
  }

  @Test func `is never mistaken for another process with its pid`() async throws {
    let trial = try await ScratchJob().launch(["sleep", "1000"])
    let other = TrialHandle(
      host: trial.handle.host, bootID: trial.handle.bootID, pid: Int(getpid()), startTicks: 1)
    // Were it taken for the supervisor, this process would now be stopped.
    try await trial.executor.stop(other, grace: .zero)
    try await trial.stop(grace: .zero)
    #expect(try await trial.exit().status == .killed(signal: 9))
  }

  @Test func `is lost when the machine was restarted`() async throws {
    let job = try ScratchJob()
    let attempt = Attempt(trial: Trial.ID(1), number: 1)
    let handle = TrialHandle(host: Host.current.name, bootID: "another", pid: 1, startTicks: 1)
    #expect(try await job.executor().exit(of: handle, at: attempt) == TrialExit(status: .lost))
  }

  @Test func `is not touched from another host`() async throws {
    let job = try ScratchJob()
    let handle = TrialHandle(host: "gpu-7", bootID: "another", pid: 1, startTicks: 1)
    let message =
      "the trainer was started on host 'gpu-7' and this is '\(Host.current.name)'; resume the job there, "
      + "or, if that machine is off, here with --take-over"
    let expected = TrialExecutorError(.elsewhere, message)
    await #expect(throws: expected) {
      try await job.executor().exit(of: handle, at: Attempt(trial: Trial.ID(1), number: 1))
    }
    await #expect(throws: expected) { try await job.executor().stop(handle, grace: .zero) }
  }

  @Test func `is waited for by its lock where its pid means nothing`() async throws {
    let trial = try await ScratchJob().launch(["sleep", "1000"])
    let elsewhere = TrialHandle(
      host: trial.handle.host, bootID: trial.handle.bootID, pid: trial.handle.pid, startTicks: 1)
    async let exit = trial.executor.exit(of: elsewhere, at: trial.attempt)
    try await trial.stop(grace: .seconds(20))
    #expect(try await exit.status == .killed(signal: 15))
  }

  @Test func `is started once by launches at the same time`() async throws {
    let job = try ScratchJob()
    let trials = try await withThrowingTaskGroup { group in
      for _ in 0..<8 {
        group.addTask { try await job.launch(["sh", "-c", "echo x; echo $$ > pid; exec sleep 1000"]) }
      }
      return try await group.reduce(into: [ScratchTrial]()) { $0.append($1) }
    }
    #expect(Set(trials.map(\.handle)).count == 1)
    _ = try await trials[0].pid(in: "pid")
    try await trials[0].stop(grace: .zero)
    #expect(try await trials[0].exit().status == .killed(signal: 9))
    #expect(ScratchFolder.read(trials[0].paths.standardOutput) == "x\n")
  }
}
