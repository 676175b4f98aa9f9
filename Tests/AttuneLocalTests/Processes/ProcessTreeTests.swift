// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal
import FoundationEssentials
import Glibc
import Testing

@Suite struct `A trainer's process tree` {
  /// A trainer that starts children of every kind, each with its pid in a file named for it.
  private static let family = """
    trap 'echo got TERM; exit 3' TERM
    sh -c 'echo $$ > child; exec sleep 1000' &
    setsid sh -c 'echo $$ > session; exec sleep 1000' &
    sh -c 'setsid sh -c "echo \\$\\$ > daemon; exec sleep 1000" & exit 0'
    sh -c 'trap "" TERM; echo $$ > stubborn; while :; do sleep 1000; done' &
    echo $$ > trainer
    while :; do sleep 0.05; done
    """
  private static let members = ["child", "session", "daemon", "stubborn", "trainer"]

  private func pids(of trial: ScratchTrial) async throws -> [pid_t] {
    var pids: [pid_t] = []
    for name in Self.members { pids.append(try await trial.pid(in: name)) }
    return pids
  }

  @Test func `is stopped whole, whoever ignores TERM or has left the session`() async throws {
    let trial = try await ScratchJob().launch(["sh", "-c", Self.family])
    let pids = try await pids(of: trial)
    #expect(pids.allSatisfy { kill($0, 0) == 0 })
    try await trial.stop(grace: .milliseconds(300))
    #expect(try await trial.exit().status == .exited(3))
    #expect(pids.filter { !isGone($0) } == [])
    #expect(ScratchFolder.read(trial.paths.standardOutput) == "got TERM\n")
  }

  @Test func `is killed at once by a second request`() async throws {
    let script = "trap '' TERM; echo $$ > trainer; while :; do sleep 1000; done"
    let trial = try await ScratchJob().launch(["sh", "-c", script])
    let pid = try await trial.pid(in: "trainer")
    try await trial.stop(grace: .seconds(100_000))
    // Until the first request is taken, the second would be merged with it.
    try await eventually("the first request is taken") { !hasPendingSignal(pid_t(trial.handle.pid)) }
    try await trial.stop(grace: .seconds(100_000))
    #expect(try await trial.exit().status == .killed(signal: 9))
    #expect(isGone(pid))
  }

  @Test func `does not outlive its trainer`() async throws {
    let script = "setsid sh -c 'echo $$ > daemon; exec sleep 1000' & while [ ! -s daemon ]; do sleep 0.01; done"
    let trial = try await ScratchJob().launch(["sh", "-c", script])
    #expect(try await trial.exit().status == .exited(0))
    #expect(isGone(try await trial.pid(in: "daemon")))
  }

  @Test func `is stopped even while it is halted`() async throws {
    let trial = try await ScratchJob().launch(["sh", "-c", "echo $$ > trainer; exec sleep 1000"])
    let pid = try await trial.pid(in: "trainer")
    kill(pid, SIGSTOP)
    try await trial.stop(grace: .seconds(100_000))
    #expect(try await trial.exit().status == .killed(signal: 15))
  }

  @Test func `starts with no signal blocked or ignored and nothing open but its logs`() async throws {
    let job = try ScratchJob()
    let trial = try await job.launch(["sh", "-c", "grep Sig /proc/self/status; ls /proc/self/fd"])
    #expect(try await trial.exit().status == .exited(0))
    let output = try #require(ScratchFolder.read(trial.paths.standardOutput))
    let signals = output.split(separator: "\n").filter { $0.hasPrefix("SigBlk") || $0.hasPrefix("SigIgn") }
    #expect(signals.map { $0.suffix(16) } == ["0000000000000000", "0000000000000000"])
    // 3 is the directory that `ls` reads.
    #expect(output.hasSuffix("\n0\n1\n2\n3\n"))
  }

  @Test func `has a session of its own, which no signal to the supervisor's reaches`() async throws {
    let trial = try await ScratchJob().launch(["sh", "-c", "echo $$; cat /proc/$$/stat"])
    #expect(try await trial.exit().status == .exited(0))
    let output = try #require(ScratchFolder.read(trial.paths.standardOutput)).split(separator: "\n")
    // After the name: state, parent, group, session.
    let fields = output[1].split(separator: ")")[1].split(separator: " ")
    #expect(fields[1] == "\(trial.handle.pid)")
    #expect(fields[2] == output[0] && fields[3] == output[0])
  }

  @Test func `marks its exit record when it was stopped on request`() async throws {
    let asked = try await ScratchJob().launch(["sleep", "1000"])
    try await asked.stop(grace: .seconds(20))
    _ = try await asked.exit()
    #expect(ScratchFolder.read(asked.paths.exitRecord)?.contains(#""stopped":true"#) == true)
    let unasked = try await ScratchJob().launch(["true"])
    _ = try await unasked.exit()
    #expect(ScratchFolder.read(unasked.paths.exitRecord)?.contains(#""stopped":false"#) == true)
  }

  @Test func `gives a plain TERM to its supervisor a grace, too`() async throws {
    let trial = try await ScratchJob().launch([
      "sh", "-c", "trap 'exit 4' TERM; echo $$ > pid; while :; do sleep 0.05; done",
    ])
    _ = try await trial.pid(in: "pid")
    kill(pid_t(trial.handle.pid), SIGTERM)
    #expect(try await trial.exit().status == .exited(4))
  }

  @Test(arguments: [SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGUSR1])
  func `has a supervisor that other signals do not disturb`(signal: Int32) async throws {
    let trial = try await ScratchJob().launch(["sh", "-c", "while [ ! -e go ]; do sleep 0.01; done; exit 5"])
    kill(pid_t(trial.handle.pid), signal)
    try Data().write(to: URL(filePath: "\(trial.paths.work)/go"))
    #expect(try await trial.exit().status == .exited(5))
  }

  @Test func `has a supervisor that does not keep Attune's memory`() async throws {
    // Some 40 MB. What the linker has relocated stays with the supervisor: a few MB of this test program.
    let ballast = (0..<400_000).map { "held on the heap while the supervisor is forked: \($0)" }
    let trial = try await ScratchJob().launch(["sleep", "1000"])
    let status = try #require(ScratchFolder.read("/proc/\(trial.handle.pid)/status"))
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("RssAnon:") })
    let kilobytes = try #require(
      line.split(whereSeparator: { " \t".contains($0) }).dropFirst().first.flatMap { Int($0) })
    #expect(kilobytes < 16_384, "beside \(ballast.count) strings")
  }

  private func hasPendingSignal(_ pid: pid_t) -> Bool {
    let status = ScratchFolder.read("/proc/\(pid)/status") ?? ""
    return status.split(separator: "\n").contains { $0.hasPrefix("ShdPnd") && !$0.hasSuffix("0000000000000000") }
  }
}
