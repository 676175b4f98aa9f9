// SPDX-License-Identifier: Apache-2.0
package import AttuneJob
package import AttuneOptimizers
package import AttuneStudy

/// The best trial of a job, and how it is repeated.
package struct BestTrial: Sendable {
  private let job: JobSummary
  private let table: TrialTable
  private let record: TrialRecord
  private let measurements: [Trial.Measurement]
  private let recommendation: Recommendation?
  private let currentDirectory: String

  /// - Parameter recommendation: the best trial by the optimizer's model.
  /// - Throws: if no trial has a metric.
  package init(
    of job: JobSummary, in table: TrialTable, measurements: [Trial.ID: [Trial.Measurement]],
    recommendation: Recommendation? = nil, currentDirectory: String
  ) throws(InputError) {
    guard let first = table.records.first, first.final != nil else {
      throw InputError("job \(job.id) has no trial with a metric; 'attune trials' shows what there is")
    }
    self.job = job
    self.table = table
    record = first
    self.measurements = measurements[first.trial] ?? []
    self.recommendation = recommendation
    self.currentDirectory = currentDirectory
  }

  package func rendered(as format: BestCommand.Format) -> String {
    switch format {
    case .table: facts.text
    case .csv: Table(table.columns.map { .init($0) }, rows: [table.rows[0]]).csv
    case .json: json.indented
    case .args: ShellWord.line(assignment.flags) + "\n"
    }
  }

  /// Values are the very texts that the trainer read.
  private var assignment: Assignment {
    Assignment(zip(table.names, record.values).map { .init(name: $0, value: .categorical($1)) })
  }

  private var command: [String] { job.spec.command(with: assignment) }

  /// From here, with what the configuration sets in the environment.
  private var commandLine: String {
    let change = job.spec.directory == currentDirectory ? "" : "cd \(ShellWord.quoted(job.spec.directory)) && "
    let variables = job.spec.environment.sorted { $0.key < $1.key }
      .map { "\($0.key)=\(ShellWord.quoted($0.value)) " }.joined()
    return change + variables + ShellWord.line(command)
  }

  private var facts: Facts {
    var facts = Facts()
    facts.add("trial", "\(record.trial) of job \(job.id)")
    if let final = record.final, let tag = job.spec.tuning?.objective.tag {
      facts.add(tag.rawValue, "\(final.value) at step \(final.step)")
    }
    for (name, value) in zip(table.names, record.values) { facts.add(name, value) }
    facts.add("memory", record.usage.map { "\(ByteCount.text($0.peakMemoryBytes)) at its peak" })
    facts.add("command", commandLine)
    facts.add("its files", "attune collect \(job.id)")
    facts.add("by the model", recommendation.map(words(of:)))
    return facts
  }

  private func words(of recommendation: Recommendation) -> String {
    let estimate = Estimate(median: recommendation.median, interval: recommendation.interval).text
    guard recommendation.trial != record.trial else { return "the same trial: \(estimate)" }
    let values = recommended.map { zip(table.names, $0.values).map { "\($0)=\($1)" }.joined(separator: " ") }
    return "trial \(recommendation.trial): \(estimate)" + (values.map { "\nwith \($0)" } ?? "")
  }

  private var recommended: TrialRecord? { table.records.first { $0.trial == recommendation?.trial } }

  private var json: JSONValue {
    var output = record.hyperparameterOutput(names: table.names, measurements: measurements)
    output["jobId"] = .string(job.id.rawValue)
    output["directory"] = .string(job.spec.directory)
    output["command"] = .array(command.map { .string($0) })
    output["recommendation"] = recommendation.map { recommendation in
      .object([
        "trialId": .string("\(recommendation.trial)"), "median": .number(recommendation.median),
        "interval": .array([
          .number(recommendation.interval.lowerBound), .number(recommendation.interval.upperBound),
        ]),
      ])
    }
    return output
  }
}
