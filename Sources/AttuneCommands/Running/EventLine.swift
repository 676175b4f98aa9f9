// SPDX-License-Identifier: Apache-2.0
package import AttuneJob
import AttuneStudy

/// What a person reads of one journal entry: one stable line, or none.
package struct EventLine {
  private let history: JobHistory

  /// - Parameter history: as it stands behind the entry.
  package init(history: JobHistory) { self.history = history }

  package func text(of entry: JournalEntry) -> String? {
    switch entry.event {
    case .opened, .suggested, .measured, .exhausted: nil
    case .suggestionFailed(let why): "no suggestion could be made: \(why)"
    case .launched(let attempt, _): started(attempt)
    case .delayed(let attempt, let why): "trial \(attempt.trial): \(why)"
    case .launchFailed(let attempt, _): ended(attempt.trial)
    case .seriesChosen(let id, let series): "trial \(id): \(series)"
    case .metricMissing(let id, let seen): missing(id, seen)
    case .stopped(let id, let why): "trial \(id): \(why)"
    case .exited(let attempt, let exit, _): exited(attempt, exit)
    case .deviceAvoided(let device, let why): "\(device) is given no more trials of this job: \(why)"
    case .timeUp(let bound): history.machine.limits[bound].map(bound.words)
    case .commanded(let command): commanded(command)
    case .finished: finished
    }
  }

  private var study: Study { history.machine.study }
  private var tag: String { study.objective?.tag.rawValue ?? "the metric" }

  private func started(_ attempt: Attempt) -> String {
    let flags = study[attempt.trial].assignment.entries.map { "\($0.name)=\($0.value.text)" }
    let again = attempt.number > 1 ? " again (attempt \(attempt.number))" : ""
    return "trial \(attempt.trial) started\(again)" + (flags.isEmpty ? "" : ": ") + flags.joined(separator: " ")
  }

  private func missing(_ id: Trial.ID, _ seen: [String]) -> String {
    guard seen.isEmpty else {
      return "trial \(id): no '\(tag)' in a minute; it wrote \(MetricTag(tag).alternatives(among: seen))"
    }
    return "trial \(id): no '\(tag)' in a minute, nor any other scalar; many writers hold theirs back for two, unless "
      + "their flush() is called"
  }

  private func advice(for reason: Trial.Infeasibility) -> String? {
    guard case .noMetric = reason else { return reason.advice }
    return history.spec.tuning?.origin.advice ?? reason.advice
  }

  private func exited(_ attempt: Attempt, _ exit: TrialExit) -> String {
    let trial = study[attempt.trial]
    guard !trial.isFinished else { return ended(trial.id) }
    guard !history.machine.isInterrupted else {
      return "trial \(trial.id) was stopped; it runs again when the job is resumed"
    }
    if exit.status == .lost { return "trial \(trial.id) is lost: its trainer is gone; it runs again" }
    return "trial \(trial.id) ended (attempt \(attempt.number)); it runs again"
  }

  private func ended(_ id: Trial.ID) -> String {
    let record = history.record(of: id)
    // Its own place among the ended: a batch may hold several.
    let done = (study[id].completion ?? study.completions) + 1
    let progress = "[\(done)/\(history.machine.limits.maxTrials) done]"
    switch study[id].state {
    case .succeeded(let final):
      guard let final else { return "the trainer ended well" }
      let best = history.summary.best?.trial == id ? ", the best so far" : ""
      return "trial \(id) succeeded: \(tag) \(final.value) at step \(final.step)\(best) \(progress)"
    case .stopped(let final, let reason):
      let value = final.map { " with \(tag) \($0.value) at step \($0.step)" } ?? ""
      // Why a rule stopped it was told with the verdict.
      if case .unpromising = reason { return "trial \(id) ended early\(value) \(progress)" }
      return "trial \(id) stopped\(value): \(reason) \(progress)"
    case .infeasible(let reason):
      let advice = advice(for: reason).map { "; \($0)" } ?? ""
      return "trial \(id) is infeasible: \(reason)\(advice) \(progress)"
    case .failed:
      let hint = "see 'attune logs \(history.id) --trial \(id)'"
      return "trial \(id) failed: \(record.reason); \(hint) \(progress)"
    case .queued, .running, .stopping: return "trial \(id) goes on"
    }
  }

  private func commanded(_ command: JobCommand) -> String {
    switch command {
    case .cancel: "the job is being cancelled: running trainers are stopped"
    case .interrupt: "running trainers are being stopped; their trials run again when the job is resumed"
    case .amend(let limits): "the job now has \(limits.maxTrials) trials, \(limits.maxParallelTrials) at a time"
    case .reopen: "the job is open again"
    case .retryFailed: "failed trials run again"
    }
  }

  private var finished: String? {
    guard let outcome = history.machine.outcome else { return nil }
    let summary = history.summary
    let time = history.endTime.flatMap { end in history.startTime.map { end.seconds(since: $0) } }
    let trials = "\(study.completions) \(study.completions == 1 ? "trial" : "trials")"
    let span = trials + (time.map { " in \(TimeSpan.text(seconds: $0))" } ?? "")
    let best = summary.best.map { "; best is trial \($0.trial) with \(tag) \($0.measurement.value)" } ?? ""
    switch outcome {
    case .succeeded: return "job \(history.id) succeeded: \(span)\(best)"
    case .cancelled: return "job \(history.id) was cancelled: \(span)\(best)"
    case .failed(let why): return "job \(history.id) failed: \(why)"
    }
  }
}

/// A span of time for people: `43 s`, `5 min 02 s`, `3 h 07 min`.
enum TimeSpan {
  static func text(seconds: Double) -> String {
    let whole = Int(max(0, seconds).rounded())
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    if whole < 60 { return "\(whole) s" }
    if whole < 3_600 { return "\(whole / 60) min \(two(whole % 60)) s" }
    return "\(whole / 3_600) h \(two(whole % 3_600 / 60)) min"
  }
}
