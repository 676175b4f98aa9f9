// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy
import Testing

@Suite struct `The table of trials` {
  private let origin = Origin(phase: "sobol", text: "point 1", completionsSeen: 0)

  private func record(_ trial: Int, _ value: Double?, state: TrialRecord.State = .succeeded, reason: String = "")
    -> TrialRecord
  {
    TrialRecord(
      trial: Trial.ID(trial), state: state, reason: reason, values: ["0.\(trial)"],
      final: value.flatMap { Trial.Measurement(step: 19, value: $0) }, origin: origin)
  }

  private func table(_ records: [TrialRecord], goal: Goal = .maximize) throws -> TrialTable {
    TrialTable(spec: try .sample(goal: goal), records: records)
  }

  @Test(arguments: [(Goal.maximize, [10, 3, 6, 1, 2]), (.minimize, [1, 6, 3, 10, 2])])
  func `has the best trial first`(goal: Goal, order: [Int]) throws {
    let records = [record(1, 0.7), record(2, nil), record(3, 0.9), record(6, 0.8), record(10, 0.97)]
    #expect(try table(records, goal: goal).records.map(\.trial.rawValue) == order)
  }

  @Test func `has equals by id, and trials without a metric last, by id`() throws {
    let records = [
      record(10, 0.5), record(9, nil, state: .failed), record(4, 0.5), record(8, nil, state: .running), record(2, 0.5),
    ]
    #expect(try table(records).records.map(\.trial.rawValue) == [2, 4, 10, 8, 9])
  }

  @Test func `has the article's columns where every trial is a plain success`() throws {
    let table = try table([record(1, 0.973854), record(2, 0.5)])
    #expect(
      table.columns
        == ["finalMetric.objectiveValue", "finalMetric.trainingStep", "hyperparameters.x", "trialId"])
    #expect(table.rows == [["0.973854", "19", "0.1", "1"], ["0.5", "19", "0.2", "2"]])
  }

  @Test func `says state and reason of all where one is not`() throws {
    let table = try table([record(1, 0.5), record(2, nil, state: .failed, reason: "the trainer exited with status 1")])
    #expect(table.columns.suffix(2) == ["state", "reason"])
    #expect(
      table.rows == [
        ["0.5", "19", "0.1", "1", "SUCCEEDED", ""],
        [nil, nil, "0.2", "2", "FAILED", "the trainer exited with status 1"],
      ])
  }

  @Test func `has no parameters in a job that tunes nothing`() throws {
    var spec = try JobSpec.sample()
    spec.tuning = nil
    let record = TrialRecord(trial: Trial.ID(1), state: .succeeded, values: [], origin: origin)
    let table = TrialTable(spec: spec, records: [record])
    #expect(table.columns == ["finalMetric.objectiveValue", "finalMetric.trainingStep", "trialId"])
    #expect(table.rows == [[nil, nil, "1"]])
  }
}
