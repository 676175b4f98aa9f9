// SPDX-License-Identifier: Apache-2.0
package import AttuneJob
package import AttuneLocal
package import AttuneStudy

/// The block at the bottom of a terminal while a job runs: how far it is, and what runs now. Pure.
package struct LiveView {
  /// Rows for running trials; more are counted, not shown.
  static let maxRows = 20

  let history: JobHistory
  let now: Timestamp
  /// The terminal's width in columns.
  let width: Int
  /// What running trials have in memory, where that is known.
  let memory: [Trial.ID: TrialMemory]
  /// What keeps the job from going on.
  let trouble: String?
  /// The last line: what the keyboard does.
  let hint: String

  package init(
    history: JobHistory, now: Timestamp, width: Int, memory: [Trial.ID: TrialMemory] = [:], trouble: String? = nil,
    hint: String
  ) {
    self.history = history
    self.now = now
    self.width = width
    self.memory = memory
    self.trouble = trouble
    self.hint = hint
  }

  package var lines: [String] {
    let rows = running.prefix(Self.maxRows).map(row)
    let more = running.count > Self.maxRows ? ["  and \(running.count - Self.maxRows) more"] : []
    let waiting = trouble.map { ["waiting for the store: \($0)"] } ?? []
    return ([header, best] + rows + more + waiting + [hint]).filter { !$0.isEmpty }.map {
      String($0.prefix(max(20, width)))
    }
  }

  private var study: Study { history.machine.study }
  private var tag: String { study.objective?.tag.rawValue ?? "" }
  private var running: [Trial] { history.machine.liveAttempts.map { study[$0.trial] } }

  private var header: String {
    let limits = history.machine.limits
    var parts = [
      "\(history.id)", "\(study.completions)/\(limits.maxTrials) done",
      "\(running.count) of \(limits.maxParallelTrials) running",
    ]
    if let failed = history.summary.counts[.failed] { parts.append("\(failed) failed") }
    if let started = history.startTime { parts.append(TimeSpan.text(seconds: now.seconds(since: started))) }
    if let left = secondsLeft { parts.append("about \(TimeSpan.text(seconds: left)) left") }
    return parts.joined(separator: " · ")
  }

  private var best: String {
    guard let best = history.summary.best else { return "" }
    return "best: trial \(best.trial) with \(tag) \(best.measurement.value)  " + flags(of: study[best.trial])
  }

  private func row(of trial: Trial) -> String {
    let started = history.record(of: trial.id).startTime
    let age = started.map { TimeSpan.text(seconds: now.seconds(since: $0)) } ?? ""
    let latest = study.curve(of: trial.id).last.map { "\(tag) \($0.value) at step \($0.step)" } ?? "no \(tag) yet"
    let metric = study.objective == nil ? "" : latest
    let memory = memory[trial.id].map { "\(ByteCount.text($0.bytes))  " } ?? ""
    return "  \(trial.id.rawValue)  \(age)  \(memory)\(metric)  \(flags(of: trial))"
  }

  private func flags(of trial: Trial) -> String {
    trial.assignment.entries.map { "\($0.name)=\($0.value.text)" }.joined(separator: " ")
  }

  /// What the ended trials took on average, for those that are left, at the present width; nil before any ended.
  private var secondsLeft: Double? {
    let spans = study.trials.filter(\.isFinished).compactMap { history.record(of: $0.id).usage?.wallSeconds }
    guard !spans.isEmpty, history.machine.closing == nil else { return nil }
    let mean = spans.reduce(0, +) / Double(spans.count)
    let ages = running.compactMap { history.record(of: $0.id).startTime.map { now.seconds(since: $0) } }
    let waiting = history.machine.limits.maxTrials - study.trials.count
    let work = Double(waiting) * mean + ages.reduce(0) { $0 + max(0, mean - $1) }
    return work / Double(max(1, history.machine.limits.maxParallelTrials))
  }
}
