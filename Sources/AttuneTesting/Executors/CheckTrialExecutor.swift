// SPDX-License-Identifier: Apache-2.0
public import AttuneJob
import AttuneStudy

/// Holds an executor to the laws of `TrialExecutor`; no violation is an empty list.
///
/// - Parameter restart: an executor as it is after Attune was started anew: called several times, always over the
///   same trials. It must run the commands of `TrialExecutorProbe`, as any executor of real processes does.
public func checkTrialExecutor(
  restart: @escaping @Sendable () async throws -> any TrialExecutor
) async -> [String] {
  let laws = TrialExecutorLaws(restart: restart)
  let checks: [@Sendable () async throws -> Void] = [
    laws.checkStatuses, laws.checkTail, laws.checkMissingProgram, laws.checkLaunchingTwice, laws.checkRestart,
    laws.checkStopping, laws.checkCancellation,
  ]
  var violations: [String] = []
  for check in checks {
    do { try await check() } catch { violations.append("\(error)") }
  }
  return violations
}

private struct TrialExecutorLaws: Sendable {
  let restart: @Sendable () async throws -> any TrialExecutor

  struct Run: Sendable {
    let executor: any TrialExecutor
    let attempt: Attempt
    let handle: TrialHandle

    func exit() async throws -> TrialExit {
      try await withDeadline { try await executor.exit(of: handle, at: attempt) }
    }
  }

  private func launch(_ probe: TrialExecutorProbe, trial: Int, attempt: Int = 1) async throws -> Run {
    let executor = try await restart()
    let attempt = Attempt(trial: Trial.ID(trial), number: attempt)
    let launch = TrialLaunch(
      attempt: attempt, place: executor.place(of: attempt), command: probe.command, environment: [:])
    return Run(executor: executor, attempt: attempt, handle: try await executor.launch(launch))
  }

  private func expect<Value: Equatable & Sendable>(
    _ found: Value, _ expected: Value, _ law: String
  ) throws {
    guard found == expected else {
      throw TrialExecutorViolation(of: law, found: "\(found) instead of \(expected)")
    }
  }

  func checkStatuses() async throws {
    let law = "a trainer's exit code or signal is its trial's, with what it used"
    let cases: [(TrialExecutorProbe, TrialExit.Status)] = [
      (.exits(0), .exited(0)), (.exits(3), .exited(3)), (.killsItself, .killed(signal: 9)),
    ]
    for (index, (probe, status)) in cases.enumerated() {
      let exit = try await launch(probe, trial: 1 + index).exit()
      try expect(exit.status, status, law)
      try expect(exit.usage == nil, false, law)
    }
  }

  func checkTail() async throws {
    let law = "a failure carries the last lines of stderr, a success none"
    let words = "no such file: data.csv"
    try expect(try await launch(.complains(words), trial: 11).exit().tail, words, law)
    try expect(try await launch(.exits(0), trial: 12).exit().tail, "", law)
  }

  func checkMissingProgram() async throws {
    let law = "a program that is not there is an error of the launch, and named"
    do {
      _ = try await launch(.isMissing, trial: 21)
    } catch let error as TrialExecutorError {
      try expect(error.code, .couldNotStart, law)
      return try expect(error.description.contains(TrialExecutorProbe.isMissing.command[0]), true, law)
    }
    throw TrialExecutorViolation(of: law, found: "a launch")
  }

  func checkLaunchingTwice() async throws {
    let law = "launching an attempt again, in any life, gives the same handle and starts nothing"
    let first = try await launch(.runsUntilStopped, trial: 31)
    try expect(try await launch(.exits(0), trial: 31).handle, first.handle, law)
    let retry = try await launch(.exits(5), trial: 31, attempt: 2)
    try expect(retry.handle == first.handle, false, "a retry is another process")
    try expect(try await retry.exit().status, .exited(5), "a retry is another process")
    try await first.executor.stop(first.handle, grace: .seconds(20))
    try expect(try await first.exit().status, .killed(signal: 15), law)
    try expect(try await launch(.exits(0), trial: 31).handle, first.handle, law)
  }

  func checkRestart() async throws {
    let law = "a later life learns how a trainer ended, whether it ended before or after the restart"
    let first = try await launch(.exits(4), trial: 41)
    try expect(try await first.exit().status, .exited(4), law)
    let later = Run(executor: try await restart(), attempt: first.attempt, handle: first.handle)
    try expect(try await later.exit(), try await first.exit(), law)
    let running = try await launch(.runsUntilStopped, trial: 42)
    let adopted = Run(executor: try await restart(), attempt: running.attempt, handle: running.handle)
    try await adopted.executor.stop(adopted.handle, grace: .seconds(20))
    try expect(try await adopted.exit().status, .killed(signal: 15), law)
  }

  func checkStopping() async throws {
    let law = "a trainer is killed once its grace is over, whether it heeds TERM or not"
    let stubborn = try await launch(.ignoresTermination, trial: 51)
    try await stubborn.executor.stop(stubborn.handle, grace: .milliseconds(100))
    // By TERM where that came before the trainer could ignore it.
    let ends: [TrialExit.Status] = [.killed(signal: 9), .killed(signal: 15)]
    try expect(ends.contains(try await stubborn.exit().status), true, law)
    // Stopping what has ended is no error.
    try await stubborn.executor.stop(stubborn.handle, grace: .zero)
  }

  func checkCancellation() async throws {
    let law = "a cancelled wait ends at once with CancellationError, and the trainer goes on"
    let run = try await launch(.runsUntilStopped, trial: 61)
    let wasCancelled = await withTaskGroup(of: Bool.self) { group in
      group.addTask {
        do { _ = try await run.exit() } catch is CancellationError { return true } catch {}
        return false
      }
      group.cancelAll()
      return await group.next() ?? false
    }
    try expect(wasCancelled, true, law)
    try await run.executor.stop(run.handle, grace: .seconds(20))
    try expect(try await run.exit().status, .killed(signal: 15), law)
  }
}

/// A law that an executor breaks.
private struct TrialExecutorViolation: Error, CustomStringConvertible {
  let description: String

  init(of law: String, found: String) { description = "\(law); found: \(found)" }
}

/// A law that is broken by waiting for ever must fail, too.
private func withDeadline<Result: Sendable>(
  _ work: @escaping @Sendable () async throws -> Result
) async throws -> Result {
  try await withThrowingTaskGroup(of: Result.self) { group in
    group.addTask(operation: work)
    group.addTask {
      try await Task.sleep(for: .seconds(60))
      throw TrialExecutorViolation(of: "every wait ends", found: "no exit after 60 s")
    }
    defer { group.cancelAll() }
    guard let first = try await group.next() else { throw CancellationError() }
    return first
  }
}
