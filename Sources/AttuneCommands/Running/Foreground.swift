// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AttuneJob

/// Runs or watches a job in this terminal, and ends with the exit code that says how it was left.
struct Foreground {
  let service: JobService
  let display: DisplayOptions

  /// Owns the job until it has finished or is left.
  func run(_ job: JobID) async throws {
    let signals = SignalStream()
    let ending = try await shown(job, hint: "Ctrl-C: start nothing new, let these end") { observe in
      try await service.run(job, signals: signals.signals, observe: observe)
    }
    let summary = try await service.find(job.rawValue)
    switch ending {
    case .finished: try await conclude(summary)
    case .suspended:
      StandardError.say(
        "job \(job) is unfinished, nothing of it runs; the same command or 'attune resume \(job)' goes on")
    case .outOfTime: StandardError.say("job \(job) is unfinished, nothing of it runs: \(summary.message)")
    case .detached:
      StandardError.say(
        "left job \(job): its trainers go on; the same command or 'attune resume \(job)' takes them back")
    }
    throw ending.exitCode(of: summary)
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
    let summary = try await service.find(job.rawValue)
    try await conclude(summary)
    throw summary.exitCode
  }

  /// The article's table, on stdout, unless JSON lines are there.
  private func conclude(_ job: JobSummary) async throws {
    guard !display.json, job.spec.tuning != nil else { return }
    try StandardOutput.write(try await service.trials(of: job).rendered(as: .table))
  }

  private func shown<Result: Sendable>(
    _ job: JobID, hint: String, _ body: (@escaping @Sendable (JobNews) async -> Void) async throws -> Result
  ) async throws -> Result {
    let display = makeDisplay(of: job, hint: hint)
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

  private func makeDisplay(of job: JobID, hint: String) -> any JobDisplay {
    if display.json { return JSONDisplay(job: job) { try? StandardOutput.write($0 + "\n") } }
    let terminal = Terminal.error
    guard terminal.isTerminal, !display.plain else { return LineDisplay(write: StandardError.say) }
    return LiveDisplay(terminal: terminal, hint: hint, clock: ContinuousClock(), now: Composition.now)
  }
}
