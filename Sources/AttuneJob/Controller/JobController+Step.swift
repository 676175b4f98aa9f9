// SPDX-License-Identifier: Apache-2.0
import AttuneStudy

extension JobController {
  /// One turn of the loop: what came in, and what it leads to.
  struct Step {
    /// When all that came in was taken: at one moment, by which the journal's reader tells what came together.
    let time: Timestamp
    var entries: [JournalEntry] = []
    var effects: [JobEffect] = []
    var changed: Set<Trial.ID> = []
    /// The study for which suggestions are asked: that of the entry that led to it, not that of a later one in the
    /// batch. The journal knows no batches, and whoever reads it must be able to ask again.
    var asked: Study?
    /// Attempts that an earlier life may have started without living to record it.
    var unsettled: Set<Attempt> = []
    var signals: [Signal] = []
    var commands: [PostedCommand] = []
    var withheld: [Attempt] = []
    var exportHasRested = false
    var refusal: TrialExecutorError?

    /// Whether the job looks different at a glance.
    var changesSummary: Bool {
      !changed.isEmpty
        || entries.contains { entry in
          switch entry.event {
          case .opened, .commanded, .finished: true
          default: false
          }
        }
    }
  }

  /// Applies a batch, and then what the stopping rule says to it. Pure but for `now`.
  func judge(_ batch: [Inbox.Message], in history: inout JobHistory) -> Step {
    var step = Step(time: dependencies.now())
    for message in batch {
      switch message {
      case .event(let event): take(event, in: &history, of: &step)
      case .command(let posted):
        step.commands.append(posted)
        take(.commanded(posted.command), in: &history, of: &step)
      case .signal(let signal):
        step.signals.append(signal)
        if signal == .interrupt { take(.commanded(.interrupt), in: &history, of: &step) }
      case .alarm(let alarm) where history.machine.limits[alarm.bound] == alarm.limit:
        take(.timeUp(alarm.bound), in: &history, of: &step)
      case .alarm: break
      case .withheld(let attempt): step.withheld.append(attempt)
      case .exportRested: step.exportHasRested = true
      case .refusal(let error): step.refusal = error
      }
    }
    for alarm in alarms(for: history) where alarm.limit <= history.runningTime {
      take(.timeUp(alarm.bound), in: &history, of: &step)
    }
    return step
  }

  private func take(_ event: JobEvent, in history: inout JobHistory, of step: inout Step) {
    guard history.isNews(event) else { return }
    // Opening owes every effect anew, those of the commands that waited for it among them.
    if case .opened = event {
      step.effects = []
      step.unsettled = Set(history.machine.pending.map { history.machine.attempt(of: $0) })
    }
    let entry = JournalEntry(time: step.time, event: event)
    let (effects, changed) = history.take(entry)
    step.entries.append(entry)
    step.effects += effects
    if effects.contains(where: { if case .suggest = $0 { true } else { false } }) { step.asked = history.machine.study }
    step.changed.formUnion(changed)
    if case .measured(let id, _, _) = event, case .stop(let why) = verdict(on: id, in: history.machine.study) {
      take(.stopped(id, why), in: &history, of: &step)
    }
    if case .exited = event, let (device, why) = history.machine.suspectDevice {
      take(.deviceAvoided(device, why), in: &history, of: &step)
    }
  }

  private func verdict(on id: Trial.ID, in study: Study) -> Verdict {
    guard let rule = dependencies.rule, study.contains(id), study[id].state == .running else { return .proceed }
    return rule.verdict(on: study[id], in: study)
  }

  /// Makes a step durable. Where the store can't be written, it waits and tries again: nothing new is
  /// started meanwhile, and trainers are not harmed. Only a lost lease is an end.
  ///
  /// - Returns: false if the process was told to leave meanwhile; then the step need not be in the journal.
  func record(_ step: Step, leadingTo history: JobHistory, under lease: Lease) async throws -> Bool {
    guard !step.entries.isEmpty else { return true }
    let rows = step.changed.sorted().map { history.record(of: $0) }
    var pause = Duration.milliseconds(125)
    var isWaiting = false
    while true {
      do {
        if isWaiting, try await isRecorded(step, leadingTo: history) { break }
        try await dependencies.store.append(step.entries, rows: rows, under: lease)
        break
      } catch {
        guard error.code == .unavailable else { throw error }
        if !isWaiting {
          isWaiting = true
          await dependencies.store.announce(error.description, under: lease)
          await dependencies.observe(.waitingForStore(error.description))
        }
        try await dependencies.clock.sleep(for: pause)
        if step.signals.contains(.detach) || inbox.isToldToDetach { return false }
        // Never longer than leaving may take.
        pause = min(pause * 2, .milliseconds(500))
      }
    }
    if isWaiting {
      await dependencies.store.announce(nil, under: lease)
      await dependencies.observe(.goingOn)
    }
    for command in step.commands { try? await dependencies.store.discard(command, of: job) }
    return true
  }

  /// Whether an append that failed was written all the same, as a disk may that dies during the commit. Said twice,
  /// a suggestion would be two trials to whoever reads the journal.
  ///
  /// - Throws: `unavailable` while nobody can tell.
  private func isRecorded(_ step: Step, leadingTo history: JobHistory) async throws(JobStoreError) -> Bool {
    let written: [JournalEntry]
    do {
      written = try await dependencies.store.entries(of: job, after: history.entries - step.entries.count)
    } catch {
      throw JobStoreError(.unavailable, error.description)
    }
    // By their texts, since a journal may well tell of NaN.
    return written.map(JournalCoding.text) == step.entries.map(JournalCoding.text)
  }

  func publish(_ step: Step, leadingTo history: JobHistory, _ shift: inout Shift) async {
    shift.note(step)
    if !step.entries.isEmpty { await dependencies.observe(.recorded(step.entries, history)) }
    if step.signals.contains(.drain) {
      await dependencies.observe(.draining(history.machine.liveAttempts.count + shift.launching.count))
    }
  }
}
