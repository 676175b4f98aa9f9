// SPDX-License-Identifier: Apache-2.0
import AttuneStudy

extension JobController {
  /// One turn of the loop: what came in, and where that leads.
  struct Step {
    var history: JobHistory
    var entries: [JournalEntry] = []
    var effects: [JobEffect] = []
    var changed: Set<Trial.ID> = []
    var signals: [Signal] = []
    var commands: [PostedCommand] = []
  }

  /// Applies a batch, and then what the stopping rule says to it. Pure but for `now`.
  func judge(_ batch: [Inbox.Message], in history: JobHistory) -> Step {
    var step = Step(history: history)
    for message in batch {
      switch message {
      case .event(let event): take(event, in: &step)
      case .command(let posted):
        step.commands.append(posted)
        take(.commanded(posted.command), in: &step)
      case .signal(let signal):
        step.signals.append(signal)
        if signal == .interrupt { take(.commanded(.interrupt), in: &step) }
      }
    }
    return step
  }

  private func take(_ event: JobEvent, in step: inout Step) {
    let entry = JournalEntry(time: dependencies.now(), event: event)
    let (effects, changed) = step.history.take(entry)
    step.entries.append(entry)
    step.effects += effects
    step.changed.formUnion(changed)
    guard case .measured(let id, _, _) = event, let rule = dependencies.rule else { return }
    let study = step.history.machine.study
    guard study.contains(id), study[id].state == .running else { return }
    if case .stop(let why) = rule.verdict(on: study[id], in: study) { take(.stopped(id, why), in: &step) }
  }

  /// Makes a step durable. Where the store can't be written, it waits and tries again: nothing new is
  /// started meanwhile, and trainers are not harmed. Only a lost lease is an end.
  func record(_ step: Step, under lease: Lease) async throws {
    guard !step.entries.isEmpty else { return }
    let rows = step.changed.sorted().map { step.history.record(of: $0) }
    var pause = Duration.milliseconds(200)
    while true {
      do {
        try await dependencies.store.append(step.entries, rows: rows, under: lease)
        break
      } catch {
        guard error.code == .unavailable else { throw error }
        await dependencies.observe(.waitingForStore(error.description))
        try await dependencies.clock.sleep(for: pause)
        pause = min(pause * 2, .seconds(10))
      }
    }
    for command in step.commands { try? await dependencies.store.discard(command, of: job) }
    // An export is for `list` and for people; the journal has it all.
    if !rows.isEmpty || step.history.machine.outcome != nil {
      try? await dependencies.store.export(step.history.summary)
    }
  }

  func publish(_ step: Step, _ shift: inout Shift) async {
    shift.note(step)
    if !step.entries.isEmpty { await dependencies.observe(.recorded(step.entries, step.history)) }
    if step.signals.contains(.drain) {
      await dependencies.observe(.draining(step.history.machine.liveAttempts.count + shift.launching.count))
    }
  }
}
