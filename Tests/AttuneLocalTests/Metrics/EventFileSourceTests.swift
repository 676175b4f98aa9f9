// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import AttuneJob
import AttuneStudy
import Foundation
import Testing

@Suite struct `An event file source` {
  @Test func `reports readings while the file grows, also where a record is cut`() async throws {
    let trial = try FollowedTrial()
    let bytes = FollowedTrial.bytes("acc", [(1, 0.5), (2, 0.75)])
    try await trial.follow("acc") {
      try trial.append(bytes.prefix(bytes.count - 3), to: "tfevents.1")
      await trial.look()
      #expect(trial.reports.readings == ["1:0.5"])
      try trial.append(bytes.suffix(3), to: "tfevents.1")
      await trial.look()
    }
    #expect(
      trial.reports == [
        .series(MetricSeries(directory: "", tag: "acc", description: "'acc' is read in ./")),
        .readings([Trial.Reading(step: 1, value: 0.5)], at: Position(file: "tfevents.1", offset: bytes.count / 2)),
        .readings([Trial.Reading(step: 2, value: 0.75)], at: Position(file: "tfevents.1", offset: bytes.count)),
      ])
  }

  @Test(arguments: [1, 7, 64])
  func `reports the same readings into whatever chunks the file is cut`(chunk: Int) async throws {
    let bytes = [UInt8](try Data(contentsOf: fixtures.appending(path: "keras1_standalone/\(kerasFile)")))
    let trial = try FollowedTrial()
    try await trial.follow("val_acc") {
      for start in stride(from: 0, to: bytes.count, by: chunk) {
        try trial.append(bytes[start..<min(start + chunk, bytes.count)], to: "logs/\(kerasFile)")
        await trial.look()
      }
    }
    #expect(
      trial.reports.readings == [
        "0:0.550000011920929", "1:0.550000011920929", "2:0.6000000238418579", "3:0.6000000238418579",
      ])
    #expect(trial.reports.series == ["'val_acc' is read in logs/"])
  }

  @Test func `wakes when the trainer has exited, reads to the end, and tells the tags, nearest first`() async throws {
    let trial = try FollowedTrial()
    let tags = try await trial.follow("accuracy") {
      try trial.append("loss", [(0, 2)], to: "logs/tfevents")
      try trial.append("acc", [(0, 0.5)], to: "logs/tfevents")
    }
    #expect(trial.reports.series == ["'accuracy' is read as 'acc' in logs/"])
    #expect(trial.reports.readings == ["0:0.5"])
    #expect(tags == ["acc", "loss"])
  }

  @Test func `looks often at first, then once a second, and often again after news`() async throws {
    let trial = try FollowedTrial()
    try await trial.follow("acc") {
      for _ in 0..<10 { await trial.look() }
      try trial.append("acc", [(0, 0.5)], to: "tfevents")
      await trial.look()
    }
    let intervals = trial.clock.intervals
    #expect(intervals.first == .milliseconds(75))
    #expect(intervals.dropLast().last == .seconds(1))
    #expect(intervals.last == .milliseconds(50))
    #expect(intervals.dropLast().adjacentPairs.allSatisfy { $0 <= $1 })
  }

  @Test func `tells once, after a minute without the tag, which tags there are`() async throws {
    let trial = try FollowedTrial()
    try await trial.follow("acc") {
      try trial.append("loss", [(0, 1)], to: "tfevents")
      try trial.append("accuracy_1", [(0, 1)], to: "tfevents")
      for _ in 0..<200 { await trial.look() }
      try trial.append("acc", [(0, 0.5)], to: "tfevents")
      await trial.look()
    }
    #expect(trial.reports.first == .missing(seen: ["accuracy_1", "loss"]))
    #expect(trial.reports.filter { if case .missing = $0 { true } else { false } }.count == 1)
    #expect(trial.reports.readings == ["0:0.5"])
  }

  @Test func `ends at once when it is cancelled, and reads no more`() async throws {
    let trial = try FollowedTrial()
    try await withThrowingTaskGroup { group in
      group.addTask { _ = await trial.source("acc") }
      await trial.clock.untilAsleep()
      try trial.append("acc", [(0, 1)], to: "tfevents")
      group.cancelAll()
    }
    #expect(trial.reports.isEmpty)
  }

  @Test func `keeps what is not finite`() async throws {
    let trial = try FollowedTrial()
    try await trial.follow("loss") {
      try trial.append("loss", [(0, .nan), (1, .infinity), (2, 0.5)], to: "tfevents")
    }
    #expect(trial.reports.readings == ["0:nan", "1:inf", "2:0.5"])
  }

  @Test func `reports a rewind as it was written`() async throws {
    let trial = try FollowedTrial()
    try await trial.follow("acc") { try trial.append("acc", [(0, 1), (1, 2), (2, 3), (1, 4)], to: "tfevents") }
    #expect(trial.reports.readings == ["0:1.0", "1:2.0", "2:3.0", "1:4.0"])
  }

  @Test func `numbers points by arrival where the trainer forgets the step`() async throws {
    let trial = try FollowedTrial()
    try await trial.follow("acc") {
      try trial.append("acc", [(0, 1), (0, 1), (0, 2)], to: "tfevents")
      await trial.look()
      try trial.append("acc", [(0, 3)], to: "tfevents", at: 10)
    }
    #expect(trial.reports.readings == ["0:1.0", "1:1.0", "2:2.0", "3:3.0"])
  }

  @Test(arguments: [
    ("keras3_tb", "val_acc", "'val_acc' is read as 'epoch_accuracy' in validation/", 4),
    ("r_keras225_tf115", "acc", "'acc' is read as 'epoch_acc' in logs/train/", 3),
    ("r_tfestimators", "loss", "'loss' is read in eval/", 1),
    ("tf115_filewriter", "acc", "'acc' is read as 'accuracy' in ./", 20),
    ("torch_tb", "Loss/train", "'Loss/train' is read in ./", 8),
  ])
  func `reads what real writers wrote`(fixture: String, tag: String, sentence: String, points: Int) async throws {
    let trial = try FollowedTrial()
    try FileManager.default.removeItem(atPath: trial.place.workingDirectory)
    try FileManager.default.copyItem(
      atPath: fixtures.appending(path: fixture).path, toPath: trial.place.workingDirectory)
    try await trial.follow(tag)
    #expect(trial.reports.series == [sentence])
    #expect(trial.reports.readings.count == points)
  }

  private let kerasFile = "events.out.tfevents.1795491690.vm"
  private let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/events")
}

extension ArraySlice<Duration> {
  fileprivate var adjacentPairs: Zip2Sequence<ArraySlice<Duration>, ArraySlice<Duration>> { zip(self, dropFirst()) }
}
