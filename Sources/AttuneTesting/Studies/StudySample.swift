// SPDX-License-Identifier: Apache-2.0
package import AttuneJob
import AttuneStudy

/// A study with one entry of each kind, and all that an entry can hold.
package enum StudySample {
  package static func name(
    _ study: String, location: String = "us-central1", project: String = "p"
  ) throws(JobStoreError) -> StudyName {
    guard let place = StudyPlace(project: project, location: location), let name = StudyName(study, in: place) else {
      throw JobStoreError(.notFound, "'\(project)/\(location)/\(study)' is no study's name")
    }
    return name
  }

  package static let spec: StudySpec = {
    do {
      let space = try SearchSpace([
        .double("rate", in: 1e-4...1, scale: .log), .integer("layers", in: 1...8),
        .discrete("batch", [16, 32, 64.5]), .categorical("activation", ["relu", "tanh \"é\""]),
      ])
      return StudySpec(
        space: space, objective: Objective(tag: MetricTag("accuracy"), goal: .maximize),
        algorithm: .gaussianProcessBandit, stopping: EarlyStopping(), axis: .elapsedTime, seed: 7)
    } catch {
      preconditionFailure("the sample's space is not valid: \(error)")
    }
  }()

  private static let assignment = Assignment([
    .init(name: "rate", value: .double(0.01)), .init(name: "layers", value: .integer(3)),
    .init(name: "batch", value: .discrete(64.5)), .init(name: "activation", value: .categorical("relu")),
  ])

  package static let entries: [StudyEntry] = {
    let forecast = Forecast(
      median: 0.5, interval: 0.25...0.75, expectedImprovement: 0.125, importance: [0.5, 0.25, 0.25, 0])
    let suggestion = Suggestion(
      assignment: assignment, origin: Origin(phase: "model", text: "why", completionsSeen: 2, forecast: forecast))
    let plain = Suggestion(
      assignment: assignment, origin: Origin(phase: "sobol", text: "first", completionsSeen: 0))
    let full = StudyMeasurement(
      step: 3, elapsed: 1_500, value: 0.75,
      others: [.init(name: "loss", value: 0.5), .init(name: "b", value: .infinity)])
    let events: [StudyEvent] = [
      .created(spec),
      .suggested(.init(client: "c1", count: 2, pending: [], new: [plain, suggestion], isExhausted: false)),
      .measured(1, StudyMeasurement(step: 0, elapsed: 10, value: -0.0)),
      .measured(1, full),
      .measured(2, StudyMeasurement(step: 1, value: .nan)),
      .checked(1, why: nil),
      .checked(1, why: "stopped at step 3: 0.75, median of 5 trials here 0.8"),
      .completed(1, .measured(full)),
      .stopped(2, why: "stopped by a client"),
      .completed(2, .infeasible("out of memory\n")),
      .added(assignment, [], nil),
      .added(assignment, [full], .measured(full)),
      .added(assignment, [], .infeasible("known to fail")),
      .suggested(.init(client: "c2", count: 3, pending: [3], new: [], isExhausted: true)),
      .deleted(4),
    ]
    return events.enumerated().map { number, event in
      StudyEntry(time: Timestamp(milliseconds: 1_511_533_912_345 + Int64(number)), event: event)
    }
  }()
}
