// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy
import AttuneTesting

extension JobMachine {
  /// What must hold after every event, whatever the events are.
  var violations: [String] {
    var violations: [String] = []
    func law(_ holds: Bool, _ text: @autoclosure () -> String) { if !holds { violations.append(text()) } }
    let unfinished = study.trials.filter { !$0.isFinished }
    law(pending == unfinished.map(\.id), "pending \(pending), but unfinished \(unfinished.map(\.id))")
    law(study.completions == study.trials.count - pending.count, "\(study.completions) completions")
    let live = Set(liveAttempts.map(\.trial))
    for trial in unfinished {
      switch trial.state {
      case .running, .stopping: law(live.contains(trial.id), "trial \(trial.id) runs without an attempt")
      default: law(!live.contains(trial.id), "trial \(trial.id) has a live attempt in state \(trial.state)")
      }
    }
    law(outcome == nil || pending.isEmpty, "finished with \(pending) unfinished")
    law(outcome == nil || live.isEmpty, "finished with live \(live)")
    return violations
  }
}

extension SimulatedJob {
  /// What must hold after every event of a job in its world.
  var violations: [String] {
    let machine = history.machine
    var violations = machine.violations
    func law(_ holds: Bool, _ text: @autoclosure () -> String) { if !holds { violations.append(text()) } }
    for attempt in machine.liveAttempts {
      law(world.isFollowed(attempt), "attempt \(attempt) is not followed")
    }
    for id in machine.pending {
      let latest = machine.attempt(of: id).number
      let older = (1..<max(1, latest)).filter { world.isAlive(Attempt(trial: id, number: $0)) }
      law(older.isEmpty, "attempts \(older) of trial \(id) live beside attempt \(latest)")
    }
    if machine.outcome != nil {
      let alive = world.processes.keys.filter { world.isAlive($0) }
      law(alive.isEmpty, "finished while \(alive) are alive")
    }
    let isOpen = machine.outcome == nil && machine.closing == nil && !machine.isInterrupted
    let isWork = machine.study.trials.count < min(machine.limits.maxTrials, world.weather.assignments ?? .max)
    if isOpen, isWork {
      law(
        machine.pending.count >= machine.limits.maxParallelTrials || world.isSuggesting,
        "only \(machine.pending.count) of \(machine.limits.maxParallelTrials) trials at once")
    }
    return violations
  }
}
