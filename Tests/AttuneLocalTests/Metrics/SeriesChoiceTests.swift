// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import AttuneJob
import AttuneLocal
import AttuneStudy
import Foundation
import Synchronization
import Testing

@Suite struct `The series of a trial` {
  @Test func `is replaced, with all its readings, by a better match that comes later`() async throws {
    let trial = try FollowedTrial()
    try await trial.follow("loss") {
      try trial.append("loss", [(1, 9), (2, 8)], to: "tfevents")
      await trial.look()
      #expect(trial.news().readings == ["1:9.0", "2:8.0"])
      try trial.append("loss", [(1, 7)], to: "eval/tfevents")
      try trial.append("loss", [(3, 7)], to: "tfevents")
      await trial.look()
      #expect(trial.news().series == ["'loss' is read in eval/"])
      try trial.append("loss", [(4, 6)], to: "eval/tfevents", at: 5)
      try trial.append("loss", [(5, 5)], to: "tfevents", at: 9)
    }
    #expect(trial.reports.series == [])
    #expect(trial.reports.readings == ["4:6.0"])
  }

  @Test(arguments: [2, 20_000])
  func `is read where its file was moved between two looks at it`(count: Int) async throws {
    let trial = try FollowedTrial(logDirectories: ["elsewhere"])
    let points = (0..<count).map { ($0, Double($0)) }
    try trial.append("acc", points, to: "logs/tfevents")
    let moved = trial.folder.appending(path: "elsewhere")
    let reports = Mutex<[MetricReport]>([])
    _ = await EventFileSource(clock: trial.clock, watches: 0).follow(
      Objective(tag: MetricTag("acc"), goal: .maximize), at: trial.place, from: [], until: {},
      report: { report in
        let isFirst = reports.withLock { reports in
          reports.append(report)
          return reports.count == 1
        }
        // Now it is chosen, and is about to be read for its readings.
        if isFirst {
          try? FileManager.default.moveItem(atPath: "\(trial.place.workingDirectory)/logs", toPath: moved.path)
        }
      })
    let all = reports.withLock { $0 }
    #expect(all.series == ["'acc' is read in logs/", "'acc' is read in \(moved.path)/"])
    #expect(all.readings == points.map { "\($0.0):\($0.1)" })
  }

  @Test func `brings its earlier readings along when a better tag of the same directory comes`() async throws {
    let trial = try FollowedTrial()
    try await trial.follow("acc") {
      try trial.append("epoch_acc", [(0, 1), (1, 2)], to: "tfevents")
      try trial.append("accuracy", [(0, 5)], to: "tfevents")
      await trial.look()
      #expect(trial.news().readings == ["0:1.0", "1:2.0"])
      try trial.append("acc", [(0, 3)], to: "tfevents")
      try trial.append("epoch_acc", [(2, 4)], to: "tfevents")
    }
    #expect(trial.reports.series == ["'acc' is read in ./"])
    #expect(trial.reports.readings == ["2:4.0", "0:3.0"])
  }

  @Test func `is not switched by turns, and is the one with the latest event in the end`() async throws {
    let trial = try FollowedTrial()
    try await trial.follow("acc") {
      for step in 0..<3 {
        try trial.append("acc", [(step, 1)], to: "a/tfevents", at: Double(2 * step))
        await trial.look()
        try trial.append("acc", [(step, 2)], to: "b/tfevents", at: Double(2 * step + 1))
        if step > 0 { await trial.look() }
      }
      let news = trial.news()
      #expect(news.series == ["'acc' is read in a/"])
      // Told once, however often they take turns.
      #expect(
        news.notices == [
          "'acc' stands in b/ as well: the one with the latest event counts in the end; "
            + "to choose, name 'a/acc' or 'b/acc'"
        ])
    }
    #expect(trial.reports.series == ["'acc' is read in b/"])
    #expect(trial.reports.readings == ["0:2.0", "1:2.0", "2:2.0"])
  }

  @Test func `follows a trainer from fold to fold`() async throws {
    let trial = try FollowedTrial()
    try await trial.follow("acc") {
      for fold in 1...3 {
        try trial.append("acc", [(0, 1), (1, Double(fold))], to: "fold\(fold)/tfevents", at: Double(10 * fold))
        await trial.look()
      }
    }
    #expect(trial.reports.series.map { $0.suffix(6) } == ["fold1/", "fold2/", "fold3/"])
    #expect(trial.reports.readings == ["0:1.0", "1:1.0", "0:1.0", "1:2.0", "0:1.0", "1:3.0"])
  }

  @Test func `goes on from where an earlier life had read to`() async throws {
    let trial = try FollowedTrial()
    try trial.append("acc", [(0, 1), (1, 2)], to: "logs/tfevents.1")
    try await trial.follow("accuracy")
    #expect(trial.reports.series.count == 1)
    let next = FollowedTrial.sharing(trial)
    try await next.follow("accuracy", from: trial.reports.positions) {
      #expect(next.reports.isEmpty)
      try trial.append("acc", [(2, 3)], to: "logs/tfevents.1", at: 2)
      try trial.append("acc", [(2, 3), (3, 4)], to: "logs/tfevents.2", at: 2)
    }
    #expect(next.reports.series == [])
    #expect(next.reports.readings == ["2:3.0", "3:4.0"])
  }

  @Test func `is told anew where a better one came while nobody followed`() async throws {
    let trial = try FollowedTrial()
    try trial.append("loss", [(0, 1)], to: "tfevents")
    try await trial.follow("loss")
    try trial.append("loss", [(0, 5), (1, 6)], to: "eval/tfevents")
    let next = FollowedTrial.sharing(trial)
    try await next.follow("loss", from: trial.reports.positions)
    #expect(next.reports.series == ["'loss' is read in eval/"])
    #expect(next.reports.readings == ["0:5.0", "1:6.0"])
  }

  @Test func `keeps numbering by arrival across lives`() async throws {
    let trial = try FollowedTrial()
    try trial.append("acc", [(0, 1), (0, 2)], to: "tfevents")
    try await trial.follow("acc")
    try trial.append("acc", [(0, 3)], to: "tfevents", at: 5)
    let next = FollowedTrial.sharing(trial)
    try await next.follow("acc", from: trial.reports.positions)
    #expect(next.reports.readings == ["2:3.0"])
  }
}
