// SPDX-License-Identifier: Apache-2.0
package import AttuneJob
package import AttuneLocal
package import AttuneStudy

/// How a job stands.
package struct JobStatus: Sendable {
  private let job: JobSummary
  private let owner: JobOwner?
  private let table: TrialTable
  private let measurements: [Trial.ID: [Trial.Measurement]]
  private let memory: [Trial.ID: TrialMemory]

  /// - Parameter memory: what running trials have in memory now.
  package init(
    job: JobSummary, owner: JobOwner?, table: TrialTable, measurements: [Trial.ID: [Trial.Measurement]],
    memory: [Trial.ID: TrialMemory] = [:]
  ) {
    self.job = job
    self.owner = owner
    self.table = table
    self.measurements = measurements
    self.memory = memory
  }

  package func rendered(as format: OutputFormat) -> String {
    facts.rendered(as: format, json: job.output(trials: table.output(measurements, memory: memory)))
  }

  private var facts: Facts {
    var facts = Facts()
    facts.add("job", job.id.rawValue)
    facts.add("name", job.spec.name)
    facts.add("state", [job.state.rawValue, job.progressNote(owner)].compactMap { $0 }.joined(separator: ", "))
    facts.add("message", job.message)
    facts.add("trainer", ShellWord.line(job.spec.trainer.command))
    facts.add("directory", job.spec.directory)
    facts.add("tuning", job.spec.tuning.map { $0.words(seed: job.spec.seed) })
    facts.add("created", job.createTime.rfc3339)
    facts.add("started", job.startTime?.rfc3339)
    facts.add("ended", job.endTime?.rfc3339)
    facts.add("trials", trials)
    facts.add("best", best)
    for record in table.records where record.state == .running || record.state == .stopping {
      facts.add("trial \(record.trial)", running(record))
      facts.add("memory", memory[record.trial]?.text)
      facts.add("why", record.origin.text)
    }
    for record in table.records where record.state == .queued && !record.reason.isEmpty {
      facts.add("trial \(record.trial)", "queued: \(record.reason)")
    }
    return facts
  }

  private var trials: String {
    let order: [TrialRecord.State] = [.succeeded, .stopped, .infeasible, .failed, .running, .stopping, .queued]
    let counts = order.compactMap { state in
      job.counts[state].map { "\($0) \(state.rawValue.lowercased())" }
    }
    let details = counts.isEmpty ? "" : ": \(counts.joined(separator: ", "))"
    let limits = job.spec.limits
    return "\(job.endedTrials) of \(limits.maxTrials) done, \(limits.maxParallelTrials) at a time\(details)"
  }

  private var best: String? {
    guard let best = job.best, let tuning = job.spec.tuning else { return nil }
    let record = table.records.first { $0.trial == best.trial }
    let values = record.map { " with " + assignment($0) } ?? ""
    return "trial \(best.trial): \(tuning.objective.tag) \(best.measurement.value) at step "
      + "\(best.measurement.step)\(values)"
  }

  private func running(_ record: TrialRecord) -> String {
    let since = record.startTime.map { " since \($0.rfc3339)" } ?? ""
    let values = table.names.isEmpty ? "" : " with \(assignment(record))"
    return "\(record.state.rawValue.lowercased())\(since)\(values)"
  }

  private func assignment(_ record: TrialRecord) -> String {
    zip(table.names, record.values).map { "\($0)=\($1)" }.joined(separator: " ")
  }
}

extension JobSpec.Tuning {
  /// In words: `maximize 'acc' over 2 parameters by SOBOL, seed 1`.
  package func words(seed: UInt64) -> String {
    let count = space.parameters.count
    return "\(objective.goal.rawValue.lowercased()) '\(objective.tag)' over \(count) "
      + "\(count == 1 ? "parameter" : "parameters") by \(algorithm.rawValue), seed \(seed)"
  }
}

extension TrialTable {
  /// The service's objects, in the table's order.
  ///
  /// - Parameter memory: of running trials; it is the `usage` that they have.
  package func output(
    _ measurements: [Trial.ID: [Trial.Measurement]], memory: [Trial.ID: TrialMemory] = [:]
  ) -> [JSONValue] {
    records.map { record in
      var output = record.hyperparameterOutput(names: names, measurements: measurements[record.trial] ?? [])
      if let memory = memory[record.trial] { output["usage"] = memory.output }
      return output
    }
  }
}
