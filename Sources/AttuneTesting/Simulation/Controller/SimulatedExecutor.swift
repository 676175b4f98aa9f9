// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy

/// Starts the world's trainers, which know nothing of controllers. Launching an attempt again finds the one there is.
struct SimulatedExecutor: TrialExecutor {
  let site: SimulatedSite
  let life: SimulatedLife

  func place(of attempt: Attempt) -> TrialPlace {
    let folder = "/simulated/\(attempt.trial)/\(attempt.number)"
    return TrialPlace(folder: folder, workingDirectory: "\(folder)/work")
  }

  func launch(
    _ launch: TrialLaunch, whileWaiting tell: @Sendable (_ reason: String) async -> Void
  ) async throws(TrialExecutorError) -> TrialHandle {
    guard !life.isOver else { throw killed }
    let flags = launch.command.filter { $0.hasPrefix("--") }
    site.note(.asked(launch.attempt, flags: flags), life: life.number)
    if site.with({ $0.random.unit() }) < 0.1 { await tell("waiting for a free place") }
    await site.pause(upTo: 400)
    site.risk(life)
    guard !life.isOver else { throw killed }
    // What was launched before is found, whatever the machine can do now.
    guard site.with({ $0.isLaunchable || $0.processes[launch.attempt] != nil }) else {
      site.note(.refused(launch.attempt), life: life.number)
      throw TrialExecutorError(.unavailable, "no space left on device")
    }
    let handle = try begin(launch.attempt)
    site.risk(life)
    await site.pause(upTo: 400)
    return handle
  }

  private func begin(_ attempt: Attempt) throws(TrialExecutorError) -> TrialHandle {
    let trainer = SimulatedTrainer(of: attempt, seed: site.seed, weather: site.weather)
    if case .couldNotStart(let why) = trainer.exit.status {
      site.note(.unstartable(attempt), life: life.number)
      throw TrialExecutorError(.couldNotStart, why)
    }
    let now = site.now
    return site.with { state in
      if let process = state.processes[attempt] { return process.handle }
      // Up to the next tick, so that all of a trainer's times are whole.
      let process = SimulatedProcess(attempt, running: trainer, since: now / SimulatedSite.tick + 1)
      state.processes[attempt] = process
      state.alive.append(attempt)
      state.note(.began(attempt), at: now, life: life.number)
      return process.handle
    }
  }

  private var killed: TrialExecutorError { TrialExecutorError(.system, "the controller is dead") }

  func exit(of handle: TrialHandle, at attempt: Attempt) async throws -> TrialExit {
    while let process = site.with({ $0.processes[attempt] }) {
      let tick = site.now / SimulatedSite.tick
      if process.ends <= tick { return process.exit }
      // It may be stopped meanwhile.
      try await site.sleep(untilTick: min(process.ends, tick + 4))
    }
    return TrialExit(status: .lost)
  }

  func stop(_ handle: TrialHandle, grace: Duration) async throws(TrialExecutorError) {
    guard !life.isOver else { return }
    let found = site.with { state in state.processes.first { $0.value.handle == handle }?.key }
    guard let attempt = found else { return }
    site.note(.stopAsked(attempt), life: life.number)
    await site.pause()
    guard !life.isOver else { return }
    let tick = site.now / SimulatedSite.tick
    site.with { state in
      let delay = 1 + state.random.below(20)
      state.processes[attempt]?.stop(by: tick + delay)
    }
  }
}
