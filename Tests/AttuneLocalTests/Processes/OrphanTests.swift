// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal
import AttuneStudy
import FoundationEssentials
import Glibc
import Testing

@Suite struct `What a killed supervisor leaves` {
  /// Processes that have left the trainer in every way there is; each writes its pid to a file named for it.
  private static let family = """
    sh -c 'echo $$ > child; exec sleep 1000' &
    setsid sh -c 'echo $$ > session; exec sleep 1000' &
    sh -c 'setsid nohup sh -c "echo \\$\\$ > daemon; exec sleep 1000" < /dev/null > /dev/null 2>&1 & exit 0'
    setsid env -i PATH="$PATH" sh -c 'echo $$ > forgetful; exec sleep 1000' &
    setsid sh -c 'echo $$ > owner; env -i PATH="$PATH" sh -c "echo \\$\\$ > orphan; exec sleep 1000" \
      > /dev/null 2>&1; :' &
    sh -c 'trap "" TERM HUP INT; echo $$ > stubborn; while :; do sleep 1000; done' &
    echo $$ > trainer
    while :; do sleep 0.05; done
    """
  private static let members = [
    "child", "session", "daemon", "forgetful", "owner", "orphan", "stubborn", "trainer",
  ]

  @Test func `is gone before its attempt is called lost`() async throws {
    let trial = try await ScratchJob().launch(["sh", "-c", Self.family])
    var pids: [pid_t] = []
    for name in Self.members { pids.append(try await trial.pid(in: name)) }
    kill(pid_t(trial.handle.pid), SIGKILL)
    #expect(try await trial.exit().status == .lost)
    // Orphans are their new parent's to reap.
    try await eventually("no process is left") { pids.allSatisfy { isGone($0) || isZombie($0) } }
  }

  @Test func `is gone even where it forks without end`() async throws {
    let script = """
      echo $$ > trainer
      # They would end by themselves: a suite that is cut off leaves no storm behind.
      for i in 1 2 3 4; do
        setsid sh -c 'i=0; while [ $i -lt 10000 ]; do i=$((i + 1)); sh -c "sleep 0.02" & sleep 0.005; done' &
      done
      while :; do sleep 0.05; done
      """
    let trial = try await ScratchJob().launch(["sh", "-c", script])
    _ = try await trial.pid(in: "trainer")
    kill(pid_t(trial.handle.pid), SIGKILL)
    #expect(try await trial.exit().status == .lost)
    #expect(processes(with: trial.paths.folder) == [])
  }

  @Test func `does not run on: the trainer ends with its supervisor, watched or not`() async throws {
    let trial = try await ScratchJob().launch(["sh", "-c", "echo $$ > trainer; while :; do sleep 0.05; done"])
    let pid = try await trial.pid(in: "trainer")
    kill(pid_t(trial.handle.pid), SIGKILL)
    try await eventually("the trainer is gone") { isGone(pid) || isZombie(pid) }
    #expect(try await trial.exit().status == .lost)
  }

  @Test func `is no other attempt's`() async throws {
    let job = try ScratchJob()
    let lost = try await job.launch(["sh", "-c", "echo $$ > pid; exec sleep 1000"])
    let other = try await job.launch(
      ["sh", "-c", "echo $$ > pid; exec sleep 1000"], on: job.executor(), trial: 2)
    _ = try await lost.pid(in: "pid")
    let alive = try await other.pid(in: "pid")
    kill(pid_t(lost.handle.pid), SIGKILL)
    #expect(try await lost.exit().status == .lost)
    #expect(kill(alive, 0) == 0 && !isZombie(alive))
    try await other.stop(grace: .zero)
    #expect(try await other.exit().status == .killed(signal: 9))
  }

  @Test func `is not looked for after a restart of the machine`() async throws {
    let trial = try await ScratchJob().launch(["sh", "-c", "echo $$ > pid; exec sleep 1000"])
    let pid = try await trial.pid(in: "pid")
    // The same process numbers, under another boot: they mean nothing.
    let record = try #require(ScratchFolder.read(trial.paths.launchRecord))
    let earlier = record.replacing(Host.current.bootID, with: "another-boot")
    try Data(earlier.utf8).write(to: URL(filePath: trial.paths.launchRecord))
    let handle = TrialHandle(
      host: trial.handle.host, bootID: "another-boot", pid: trial.handle.pid, startTicks: trial.handle.startTicks)
    try await trial.executor.stop(handle, grace: .zero)
    #expect(kill(pid, 0) == 0)
    try await trial.stop(grace: .zero)
    #expect(try await trial.exit().status == .killed(signal: 9))
  }

  private func isZombie(_ pid: pid_t) -> Bool {
    ScratchFolder.read("/proc/\(pid)/stat")?.split(separator: ")").last?.hasPrefix(" Z") ?? false
  }

  private func processes(with folder: String) -> [String] {
    let mark = "ATTUNE_TRIAL_DIR=\(folder)"
    return ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).filter { name in
      guard pid_t(name) != nil, let environment = ScratchFolder.read("/proc/\(name)/environ") else { return false }
      return environment.split(separator: "\0").contains { $0 == mark }
    }
  }
}

@Suite struct `A launch record that can't be read` {
  @Test(arguments: ["", "{\"version\":1,\"host\":\"a", "null\n"])
  func `means a lost attempt, not an error for ever`(content: String) async throws {
    let job = try ScratchJob()
    let paths = job.paths.trial(Attempt(trial: Trial.ID(1), number: 1))
    try FileManager.default.createDirectory(atPath: paths.folder, withIntermediateDirectories: true)
    try Data(content.utf8).write(to: URL(filePath: paths.launchRecord))
    let trial = try await job.launch(["true"])
    #expect(try await trial.exit() == TrialExit(status: .lost))
  }
}

@Suite struct `A machine with another name` {
  private static let attempt = Attempt(trial: Trial.ID(1), number: 1)

  @Test func `is the same one while it was not restarted`() async throws {
    let trial = try await ScratchJob().launch(["sleep", "1000"])
    let renamed = TrialHandle(
      host: "before-it-was-renamed", bootID: trial.handle.bootID, pid: trial.handle.pid,
      startTicks: trial.handle.startTicks)
    try await trial.executor.stop(renamed, grace: .zero)
    #expect(try await trial.executor.exit(of: renamed, at: trial.attempt).status == .killed(signal: 9))
  }

  @Test func `has lost its attempts for who takes the job over`() async throws {
    let job = try ScratchJob()
    let handle = TrialHandle(host: "gpu-7", bootID: "another", pid: 1, startTicks: 1)
    let executor = job.executor(takesOver: true)
    try await executor.stop(handle, grace: .zero)
    #expect(try await executor.exit(of: handle, at: Self.attempt) == TrialExit(status: .lost))
  }
}
