// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import AttuneJob
import AttuneStudy
import Testing

@Suite struct `A trainer that was restarted` {
  private let trial: FollowedTrial

  init() throws { trial = try FollowedTrial() }

  private func start(at step: Int, version: String = "brain.Event:2", in path: String, at time: Double) throws {
    try trial.append(Event(wallTime: time, step: 0, content: .fileVersion(version)).record, to: path)
    try trial.append(Event(wallTime: time, step: step, content: .sessionStart).record, to: path)
  }

  @Test func `voids what it had written at or after the step it goes on from`() async throws {
    try await trial.follow("acc") {
      try start(at: 1, in: "tfevents.1", at: 0)
      try trial.append("acc", [(5, 0.125), (10, 0.25), (15, 0.375)], to: "tfevents.1")
      await trial.look()
      try start(at: 8, in: "tfevents.2", at: 10)
      await trial.look()
      try trial.append("acc", [(12, 0.5), (13, 0.625)], to: "tfevents.2", at: 11)
    }
    #expect(
      trial.reports.allReadings == [
        Trial.Reading(step: 5, value: 0.125), Trial.Reading(step: 10, value: 0.25),
        Trial.Reading(step: 15, value: 0.375),
        Trial.Reading(step: 12, value: 0.5, restart: 8), Trial.Reading(step: 13, value: 0.625),
      ])
    #expect(trial.reports.curve.points.map(\.step) == [5, 12, 13])
  }

  @Test func `and reported nothing more has its last value from before as its latest`() async throws {
    try await trial.follow("acc") {
      try trial.append("acc", [(5, 1), (10, 2)], to: "tfevents.1")
      await trial.look()
      try start(at: 8, in: "tfevents.2", at: 10)
    }
    #expect(trial.reports.curve.last == Trial.Measurement(step: 5, value: 1))
  }

  @Test func `says so only where its events are of version 2`() async throws {
    try await trial.follow("acc") {
      try trial.append("acc", [(5, 1), (10, 2)], to: "tfevents.1")
      await trial.look()
      try start(at: 0, version: "brain.Event:1", in: "tfevents.2", at: 10)
      try trial.append("acc", [(12, 3)], to: "tfevents.2", at: 11)
    }
    #expect(trial.reports.curve.points.map(\.step) == [5, 10, 12])
  }

  @Test func `says so only in the directory of the series`() async throws {
    try await trial.follow("acc") {
      try trial.append("acc", [(5, 1), (10, 2)], to: "train/tfevents")
      await trial.look()
      try start(at: 0, in: "eval/tfevents", at: 10)
      await trial.look()
      try trial.append("acc", [(12, 3)], to: "train/tfevents", at: 11)
    }
    #expect(trial.reports.curve.points.map(\.step) == [5, 10, 12])
  }

  @Test func `is understood also where Attune was not there when it was`() async throws {
    try trial.append("acc", [(5, 1), (10, 2)], to: "tfevents.1")
    try await trial.follow("acc")
    try start(at: 8, in: "tfevents.2", at: 10)
    let next = FollowedTrial.sharing(trial)
    try await next.follow("acc", from: trial.reports.positions) {
      #expect(next.reports.isEmpty)
      try trial.append("acc", [(12, 3)], to: "tfevents.2", at: 11)
    }
    #expect(next.reports.allReadings == [Trial.Reading(step: 12, value: 3, restart: 8)])
  }

  @Test func `and forgets the step has its points numbered from the start`() async throws {
    try await trial.follow("acc") {
      try trial.append("acc", [(0, 1), (0, 2), (0, 3)], to: "tfevents.1")
      await trial.look()
      try start(at: 0, in: "tfevents.2", at: 10)
      try trial.append("acc", [(0, 4)], to: "tfevents.2", at: 11)
    }
    #expect(trial.reports.curve.points.map(\.value) == [4])
  }
}

extension [MetricReport] {
  var allReadings: [Trial.Reading] {
    flatMap { report -> [Trial.Reading] in
      if case .readings(let readings, _) = report { readings } else { [] }
    }
  }

  /// What a study makes of them.
  var curve: Curve {
    allReadings.reduce(into: Curve()) { $0.record($1) }
  }
}
