// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import AttuneJob
import Foundation
import Testing

/// The clock of these trials stands still, so whatever is reported was told by the kernel.
@Suite(.timeLimit(.minutes(1))) struct `Files that are watched` {
  private let trial: FollowedTrial

  init() throws { trial = try FollowedTrial(watches: .max) }

  private func path(_ name: String) -> String { "\(trial.place.workingDirectory)/\(name)" }

  @Test func `are read while they grow, cut at whatever byte`() async throws {
    let bytes = FollowedTrial.bytes("acc", [(1, 1), (2, 2), (3, 3)])
    try await trial.follow("acc") {
      for byte in bytes { try trial.append([byte], to: "logs/tfevents") }
      await trial.untilRead(["1:1.0", "2:2.0", "3:3.0"])
      for byte in FollowedTrial.bytes("acc", [(4, 4)]) {
        try trial.append([byte], to: "logs/tfevents")
        await trial.passOn()
      }
      await trial.untilRead(["1:1.0", "2:2.0", "3:3.0", "4:4.0"])
    }
    #expect(trial.reports.series.count == 1)
    #expect(trial.reports.troubles.isEmpty)
  }

  @Test func `are found in directories that are made, or moved here, while somebody watches`() async throws {
    let elsewhere = trial.folder.appending(path: "elsewhere").path
    try trial.append("acc", [(2, 2)], to: "c/tfevents.2", at: 2, in: elsewhere)
    try FileManager.default.createDirectory(atPath: path("runs/empty"), withIntermediateDirectories: true)
    try await trial.follow("acc") {
      try trial.append("acc", [(1, 1)], to: "runs/a/b/tfevents.1")
      await trial.untilRead(["1:1.0"])
      try FileManager.default.moveItem(atPath: "\(elsewhere)/c", toPath: path("runs/c"))
      await trial.untilReported { $0.series.count == 2 && $0.readings == ["1:1.0", "2:2.0"] }
      try trial.append("acc", [(3, 3)], to: "runs/c/tfevents.2", at: 3)
      await trial.untilRead(["1:1.0", "2:2.0", "3:3.0"])
      try FileManager.default.moveItem(atPath: path("runs"), toPath: path("kept"))
      try trial.append("acc", [(4, 4)], to: "kept/empty/tfevents.3", at: 4)
      await trial.untilReported { $0.readings.last == "4:4.0" }
    }
    #expect(trial.reports.series.last == "'acc' is read in kept/empty/")
  }

  @Test func `are read anew where they are replaced, cut or made again`() async throws {
    try await trial.follow("acc") {
      try trial.append("acc", [(0, 1), (1, 2)], to: "tfevents")
      await trial.untilRead(["0:1.0", "1:2.0"])
      _ = trial.news()
      try Data().write(to: URL(filePath: path("tfevents")))
      try trial.append("acc", [(0, 3)], to: "tfevents", at: 5)
      await trial.untilRead(["0:3.0"])
      _ = trial.news()
      try trial.append("acc", [(0, 4), (1, 4)], to: "draft", at: 10)
      #expect(rename(path("draft"), path("tfevents")) == 0)
      await trial.untilRead(["0:4.0", "1:4.0"])
      _ = trial.news()
      try FileManager.default.removeItem(atPath: path("tfevents"))
      try trial.append("acc", [(0, 5)], to: "tfevents", at: 20)
      await trial.untilRead(["0:5.0"])
    }
  }

  @Test func `go on where a directory was removed and made again`() async throws {
    try await trial.follow("acc") {
      try trial.append("acc", [(0, 1)], to: "logs/train/tfevents.1")
      await trial.untilRead(["0:1.0"])
      try FileManager.default.removeItem(atPath: path("logs"))
      try trial.append("acc", [(1, 2)], to: "logs/train/tfevents.2", at: 1)
      await trial.untilRead(["0:1.0", "1:2.0"])
      try trial.append("acc", [(2, 3)], to: "logs/train/tfevents.2", at: 2)
      await trial.untilRead(["0:1.0", "1:2.0", "2:3.0"])
    }
  }

  @Test func `may be rotated`() async throws {
    try await trial.follow("acc") {
      for file in 0..<20 {
        try trial.append("acc", [(2 * file, 0), (2 * file + 1, 0)], to: "tfevents.\(100 + file)", at: Double(2 * file))
        if file > 1 { try FileManager.default.removeItem(atPath: path("tfevents.\(98 + file)")) }
        await trial.untilReported { $0.readings.count == 2 * file + 2 }
      }
    }
    #expect(trial.reports.readings == (0..<40).map { "\($0):0.0" })
  }

  @Test func `may be watched for several trials at once`() async throws {
    let other = FollowedTrial.sharing(trial)
    try await trial.follow("acc") {
      try await other.follow("acc") {
        try trial.append("acc", [(0, 1)], to: "logs/tfevents")
        await trial.untilRead(["0:1.0"])
        await other.untilRead(["0:1.0"])
      }
      try trial.append("acc", [(1, 2)], to: "logs/tfevents", at: 1)
      await trial.untilRead(["0:1.0", "1:2.0"])
    }
    #expect(other.reports.readings == ["0:1.0"])
  }

  @Test func `are all looked at where the kernel had to drop news of them`() async throws {
    let trial = try FollowedTrial(watches: .max, rest: .seconds(2))
    let limit = try String(contentsOfFile: "/proc/sys/fs/inotify/max_queued_events", encoding: .utf8)
    let events = try #require(Int(limit.prefix { $0.isNumber })) + 1_000
    try await trial.follow("acc") {
      // Of two files by turns, because the same news twice is one.
      let files = try ["a.tfevents", "b.tfevents"].map { name in
        try trial.append([], to: name)
        return try #require(FileHandle(forWritingAtPath: "\(trial.place.workingDirectory)/\(name)"))
      }
      for event in 0..<events { _ = write(files[event % 2].fileDescriptor, [0], 1) }
      try trial.append("acc", [(0, 1)], to: "c.tfevents")
      await trial.untilRead(["0:1.0"])
    }
  }

  @Test func `may be a thousand, in as many directories, of which each is read when it grows`() async throws {
    let count = 1_000
    for file in 0..<count { try trial.append("loss", [(0, 1)], to: "run\(file)/tfevents") }
    try trial.append("acc", [(0, 0)], to: "acc/tfevents")
    try await trial.follow("acc") {
      await trial.untilRead(["0:0.0"])
      for file in 0..<count { try trial.append("loss", [(1, 1)], to: "run\(file)/tfevents") }
      try trial.append("acc", [(1, 1)], to: "acc/tfevents", at: 1)
      await trial.untilRead(["0:0.0", "1:1.0"])
    }
    #expect(trial.reports.readings == ["0:0.0", "1:1.0"])
  }

  @Test func `are polled at the usual pace, which is told once, where the system allows no more watches`() async throws
  {
    let trial = try FollowedTrial(watches: 1)
    try await trial.follow("acc") {
      try trial.append("acc", [(0, 1)], to: "a/tfevents")
      try trial.append("loss", [(0, 1)], to: "b/tfevents")
      for _ in 0..<20 { await trial.look() }
      try trial.append("acc", [(1, 2)], to: "a/tfevents", at: 1)
      await trial.look()
      #expect(trial.reports.readings == ["0:1.0", "1:2.0"])
    }
    #expect(trial.clock.intervals.contains(.seconds(1)))
    #expect(!trial.clock.intervals.contains { $0 > .seconds(1) })
    #expect(trial.reports.troubles.map { $0.prefix(45) } == ["the system allows no more directories to be w"])
  }

  @Test func `are also looked at every five seconds, for the sake of writers on other machines`() async throws {
    try trial.append("acc", [(0, 1)], to: "tfevents")
    try FileManager.default.createDirectory(
      atPath: "\(trial.place.folder)/hypertune", withIntermediateDirectories: true)
    try await trial.follow("acc") { for _ in 0..<30 { await trial.look() } }
    #expect(trial.clock.intervals.last == .seconds(5))
  }
}
