// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AttuneJob
import AttuneLocal
import AttuneStudy

/// Runs or watches a job in this terminal, and ends with the exit code that says how it was left.
struct Foreground {
  let service: JobService
  let display: DisplayOptions

  /// Owns the job until it has finished or is left.
  func run(_ job: JobID) async throws {
    let signals = SignalStream()
    let (ending, history) = try await shown(job, hint: "Ctrl-C: start nothing new, let these end") { observe in
      try await service.run(job, signals: signals.signals, observe: observe)
    }
    switch ending {
    case .finished: if let history { try conclude(history) }
    case .suspended:
      StandardError.say(
        "job \(job) is unfinished, nothing of it runs; the same command or 'attune resume \(job)' goes on")
    case .outOfTime:
      StandardError.say("job \(job) is unfinished, nothing of it runs: \(history?.summary.message ?? "its time is up")")
    case .detached:
      StandardError.say(
        "left job \(job): its trainers go on; the same command or 'attune resume \(job)' takes them back")
    }
    if let history { throw ending.exitCode(of: history.summary) }
    throw ending.exitCode(of: try await service.find(job.rawValue))
  }

  /// Follows a job that another process owns.
  func watch(_ job: JobID) async throws {
    let last = try await shown(job, hint: "Ctrl-C leaves the job running") { observe in
      try await service.watch(job, observe: observe)
    }
    guard last.machine.outcome != nil else {
      StandardError.say("nobody runs job \(job) now; 'attune resume \(job)' goes on with it")
      throw AttuneExit.done
    }
    try conclude(last)
    throw last.summary.exitCode
  }

  /// The article's table, on stdout, unless JSON lines are there. It equals what the store has, and needs no reading.
  private func conclude(_ job: JobHistory) throws {
    guard !display.json, job.spec.tuning != nil else { return }
    let records = job.machine.study.trials.map { job.record(of: $0.id) }
    try StandardOutput.write(TrialTable(spec: job.spec, records: records).rendered(as: .table))
  }

  private func shown<Result: Sendable>(
    _ job: JobID, hint: String, _ body: (@escaping @Sendable (JobNews) async -> Void) async throws -> Result
  ) async throws -> Result {
    let display = try makeDisplay(of: job, hint: hint)
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await display.keepFresh() }
      do {
        let result = try await body { await display.show($0) }
        group.cancelAll()
        await display.close()
        return result
      } catch {
        group.cancelAll()
        await display.close()
        throw error
      }
    }
  }

  private func makeDisplay(of job: JobID, hint: String) throws -> any JobDisplay {
    if display.json { return JSONDisplay(job: job) { try? StandardOutput.write($0 + "\n") } }
    let terminal = Terminal.error
    guard terminal.isTerminal, !display.plain else { return LineDisplay(write: StandardError.say) }
    let paths = try Composition.home().job(job)
    return LiveDisplay(
      terminal: terminal, hint: hint, clock: ContinuousClock(), now: Composition.now,
      memory: { TrialMemory.of($0, in: paths) })
  }
}
