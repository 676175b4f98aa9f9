// SPDX-License-Identifier: Apache-2.0
import AttuneStudy

/// Every effect ends in an event, never in a thrown error. But nothing can be known of a trainer on another host:
/// that ends this life of the controller, and the job goes on there.
extension JobController {
  func start(
    _ effect: JobEffect, of step: Step, in history: JobHistory, group: inout ThrowingDiscardingTaskGroup<any Error>
  ) {
    switch effect {
    case .suggest(let count): group.addTask { suggest(count, for: step.asked ?? history.machine.study) }
    case .launch(let attempt, let assignment):
      let resources = TrialResources(avoidedDevices: history.machine.avoidedDevices)
      group.addTask {
        await launch(
          history.spec.launch(attempt, of: job, with: assignment, at: place(of: attempt), resources: resources))
      }
    case .follow(let attempt, let handle, let positions):
      group.addTask { await follow(attempt, handle, from: positions) }
    case .stop(let attempt, let handle): group.addTask { await stop(attempt, handle) }
    case .finish(let outcome): inbox.post(.finished(outcome))
    }
  }

  private func suggest(_ count: Int, for study: Study) {
    do {
      let suggestions = try dependencies.optimizer.suggest(count, for: study)
      if !suggestions.isEmpty { inbox.post(.suggested(suggestions)) }
      if suggestions.count < count { inbox.post(.exhausted) }
    } catch {
      inbox.post(.suggestionFailed(error.description))
    }
  }

  func place(of attempt: Attempt) -> TrialPlace { dependencies.executor.place(of: attempt) }

  private func stop(_ attempt: Attempt, _ handle: TrialHandle) async {
    do {
      try await dependencies.executor.stop(handle, grace: dependencies.grace)
    } catch {
      await dependencies.observe(.trouble(attempt, error.description))
    }
  }

  /// One task per trial follows, drains after the exit, then posts it: a trial's events are in order.
  private func follow(_ attempt: Attempt, _ handle: TrialHandle, from positions: [Position]) async {
    let (ended, end) = AsyncStream<Never>.makeStream()
    await withTaskGroup { group in
      group.addTask { await relayMetrics(of: attempt, from: positions) { for await _ in ended {} } }
      let exit: TrialExit
      do {
        exit = try await dependencies.executor.exit(of: handle, at: attempt)
      } catch is CancellationError {
        group.cancelAll()
        return
      } catch let error as TrialExecutorError where error.code == .elsewhere {
        group.cancelAll()
        inbox.post(.refusal(error))
        return
      } catch {
        exit = TrialExit(status: .lost, tail: "\(error)")
      }
      end.finish()
      let seen = await group.next() ?? []
      if !Task.isCancelled { inbox.post(.exited(attempt, exit, seen: seen)) }
    }
  }

  /// - Returns: all tags seen, nearest first.
  private func relayMetrics(
    of attempt: Attempt, from positions: [Position], until exited: @escaping @Sendable () async -> Void
  ) async -> [String] {
    guard let objective = spec.tuning?.objective else {
      await exited()
      return []
    }
    return await dependencies.metrics.follow(objective, at: place(of: attempt), from: positions, until: exited) {
      report in
      switch report {
      case .series(let series): inbox.post(.seriesChosen(attempt.trial, series))
      case .readings(let readings, let position): inbox.post(.measured(attempt.trial, readings, at: position))
      case .missing(let tags): inbox.post(.metricMissing(attempt.trial, seen: tags))
      case .notice(let text), .trouble(let text): await dependencies.observe(.trouble(attempt, text))
      }
    }
  }

  /// An export is for `list` and for people; the journal has it all.
  func export(_ history: JobHistory) async { try? await dependencies.store.export(history.summary) }

  func restFromExports() async {
    try? await dependencies.clock.sleep(for: dependencies.exportInterval)
    inbox.post(.exportRested)
  }

  /// Reads the command table until the controller ends.
  func pollCommands(after number: Int) async {
    var latest = number
    while !Task.isCancelled {
      try? await dependencies.clock.sleep(for: dependencies.commandInterval)
      latest = await relayCommands(after: latest)
    }
  }

  /// Takes new commands to the loop; a table that can't be read now is read later.
  /// - Returns: the number of the last one.
  func relayCommands(after number: Int) async -> Int {
    var latest = number
    for posted in (try? await dependencies.store.commands(for: job)) ?? [] where posted.number > latest {
      latest = posted.number
      inbox.post(.command(posted))
    }
    return latest
  }
}
