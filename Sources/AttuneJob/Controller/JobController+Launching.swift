// SPDX-License-Identifier: Apache-2.0

extension JobController {
  /// Launches an attempt, and waits where that can't be done now: until it can, or until nothing new is to be
  /// started in this life any more.
  func launch(_ launch: TrialLaunch) async {
    await withTaskGroup { group in
      group.addTask { await carryOut(launch) }
      group.addTask { await gate.closing() }
      await group.next()
      group.cancelAll()
    }
  }

  /// A full disk is no fault of the trial: all others would fail like it, in no time.
  private func carryOut(_ launch: TrialLaunch) async {
    let attempt = launch.attempt
    var pause = Duration.milliseconds(125)
    var told = ""
    while true {
      do {
        let handle = try await dependencies.executor.launch(launch) { reason in
          inbox.post(.delayed(attempt, reason))
        }
        return inbox.post(.launched(attempt, handle))
      } catch {
        if Task.isCancelled { return inbox.post(.withheld(attempt)) }
        guard error.code == .unavailable else { return inbox.post(.launchFailed(attempt, error.description)) }
        if error.description != told { inbox.post(.delayed(attempt, "waiting for the store: \(error.description)")) }
        told = error.description
      }
      try? await dependencies.clock.sleep(for: pause)
      if Task.isCancelled { return inbox.post(.withheld(attempt)) }
      pause = min(pause * 2, .seconds(2))
    }
  }
}
