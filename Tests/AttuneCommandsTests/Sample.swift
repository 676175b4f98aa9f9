// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy

/// Jobs and trials made by hand: the article's, and an awkward one.
enum Sample {
  static let owner = JobOwner(host: "box", pid: 4711)

  static func space(_ parameters: [ParameterSpec]) throws -> SearchSpace { try SearchSpace(parameters) }

  static func articleTuning() throws -> JobSpec.Tuning {
    JobSpec.Tuning(
      space: try SearchSpace([
        ParameterSpec(name: "dropout1", domain: .double(0.2...0.6, scale: .linear)),
        ParameterSpec(name: "dropout2", domain: .double(0.1...0.5, scale: .linear)),
      ]),
      objective: Objective(tag: MetricTag("acc"), goal: .maximize))
  }

  static func spec(_ kind: Trainer.Kind = .python, _ command: [String] = ["python3", "train.py"]) throws -> JobSpec {
    JobSpec(
      directory: "/home/ann/mnist", trainer: Trainer(kind: kind, command: command, script: command.last),
      tuning: try articleTuning(), limits: JobLimits(maxTrials: 10, maxParallelTrials: 2), seed: 7,
      trainingInput: .object(["scaleTier": .string("CUSTOM")]))
  }

  static func id(_ second: Int64) -> JobID { JobID(createdAt: time(second)) }

  /// Seconds after the article's job was made.
  static func time(_ second: Int64) -> Timestamp {
    Timestamp(milliseconds: 1_515_421_637_956 + second * 1_000)
  }

  static func record(
    _ trial: Int, _ state: TrialRecord.State = .succeeded, value: Double? = nil, step: Int = 19,
    values: [String], reason: String = ""
  ) -> TrialRecord {
    TrialRecord(
      trial: Trial.ID(trial), state: state, reason: reason, values: values,
      final: value.flatMap { Trial.Measurement(step: step, value: $0) }, attempt: 1,
      startTime: time(Int64(trial)), endTime: state == .running ? nil : time(Int64(trial) + 60),
      origin: Origin(phase: "sobol", text: "point \(trial) of the Sobol sequence", completionsSeen: trial - 1))
  }

  /// The rows of the article's own table.
  static let articleRecords = [
    record(1, value: 0.972729, values: ["0.25969787952729828", "0.42851076497180118"]),
    record(3, value: 0.973458, values: ["0.20090378506439671", "0.10079321757280404"]),
    record(7, value: 0.972188, values: ["0.33367593781223304", "0.10077055587860367"]),
    record(9, value: 0.972188, values: ["0.59880072314674071", "0.10476853415572558"]),
    record(10, value: 0.973854, values: ["0.2011326172916916", "0.32774705750441724"]),
  ]

  static let awkwardRecords = [
    record(1, value: -0.5, step: 3, values: ["0.25", "0.4"]),
    record(
      2, .failed, values: ["1e-05", "0.1"], reason: "the trainer exited with status 1: \u{1B}[31mno \"memory\", sorry"),
    record(3, .infeasible, values: ["0.3", "0.2"], reason: "the metric 'acc' is NaN at step 4"),
    record(4, .running, values: ["0.5", "0.3"]),
  ]

  static func table(_ records: [TrialRecord]) throws -> TrialTable {
    TrialTable(spec: try spec(), records: records)
  }

  static func summary(_ state: JobSummary.State = .succeeded, spec: JobSpec? = nil) throws -> JobSummary {
    JobSummary(
      id: id(0), state: state, createTime: time(0), startTime: time(1),
      endTime: state.isFinished ? time(400) : nil, counts: [.succeeded: 5],
      best: Trial.Measurement(step: 19, value: 0.973854).map { .init(trial: Trial.ID(10), measurement: $0) },
      spec: try spec ?? self.spec())
  }
}
