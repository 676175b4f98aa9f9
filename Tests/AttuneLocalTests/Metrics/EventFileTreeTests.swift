// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import AttuneJob
import Foundation
import Testing

@Suite struct `The files of a trial` {
  @Test func `are found in directories that come later, and in names that contain tfevents`() async throws {
    let trial = try FollowedTrial()
    try await trial.follow("acc") {
      try trial.append("acc", [(0, 9)], to: "events.txt")
      await trial.look()
      try trial.append("acc", [(0, 1)], to: "runs/a/b/events.out.tfevents.1.host")
      await trial.look()
      #expect(trial.reports.readings == ["0:1.0"])
      try trial.append("acc", [(1, 2)], to: "runs/a/b/events.out.tfevents.2.host.v2")
      await trial.look()
    }
    #expect(trial.reports.readings == ["0:1.0", "1:2.0"])
    #expect(
      trial.reports.positions.map(\.file) == [
        "runs/a/b/events.out.tfevents.1.host", "runs/a/b/events.out.tfevents.2.host.v2",
      ])
  }

  @Test func `are read in name order within a directory`() async throws {
    let trial = try FollowedTrial()
    try trial.append("acc", [(1, 1)], to: "logs/tfevents.2")
    try await trial.follow("acc") {
      try trial.append("acc", [(4, 4)], to: "logs/tfevents.2", at: 9)
      try trial.append("acc", [(2, 2), (3, 3)], to: "logs/tfevents.1")
    }
    #expect(trial.reports.readings == ["1:1.0", "2:2.0", "3:3.0", "4:4.0"])
  }

  @Test func `count once where one is a copy of the other`() async throws {
    let trial = try FollowedTrial()
    try trial.append("acc", [(0, 1), (1, 2)], to: "logs/tfevents.1")
    try trial.append("acc", [(0, 1), (1, 2), (2, 3)], to: "logs/tfevents.2")
    try trial.append("acc", [(0, 1), (1, 2), (2, 3)], to: "runs/x/logs/tfevents.1")
    try await trial.follow("acc")
    #expect(trial.reports.readings == ["0:1.0", "1:2.0", "2:3.0"])
    #expect(trial.reports.series.count == 1)
  }

  @Test func `are not looked for behind links`() async throws {
    let trial = try FollowedTrial()
    let elsewhere = trial.folder.appending(path: "elsewhere").path
    try trial.append("acc", [(0, 1)], to: "tfevents", in: elsewhere)
    let work = trial.place.workingDirectory
    try FileManager.default.createSymbolicLink(atPath: work + "/link", withDestinationPath: elsewhere)
    try FileManager.default.createSymbolicLink(atPath: work + "/tfevents", withDestinationPath: elsewhere + "/tfevents")
    let tags = try await trial.follow("acc") { await trial.look() }
    #expect(trial.reports.isEmpty)
    #expect(tags.isEmpty)
  }

  @Test func `are found where they came within a tick of the file system's clock`() async throws {
    let trial = try FollowedTrial()
    let work = trial.place.workingDirectory
    let tick = [FileAttributeKey.modificationDate: Date(timeIntervalSince1970: 1_700_000_000)]
    try FileManager.default.setAttributes(tick, ofItemAtPath: work)
    try await trial.follow("acc") {
      try trial.append("acc", [(0, 1)], to: "tfevents")
      try FileManager.default.setAttributes(tick, ofItemAtPath: work)
      await trial.look()
      #expect(trial.reports.readings == ["0:1.0"])
    }
  }

  @Test func `are also found in the job directory`() async throws {
    let trial = try FollowedTrial(jobDirectory: true)
    let jobDirectory = try #require(trial.place.jobDirectory)
    try trial.append("loss", [(0, 1)], to: "model/tfevents")
    try trial.append("loss", [(5, 2)], to: "eval/tfevents", in: jobDirectory)
    try await trial.follow("loss")
    #expect(trial.reports.series == ["'loss' is read in \(jobDirectory)/eval/"])
    #expect(trial.reports.readings == ["5:2.0"])
    #expect(trial.reports.positions.map(\.file) == ["\(jobDirectory)/eval/tfevents"])
  }

  @Test func `are this trial's only if they were written after its launch`() async throws {
    let trial = try FollowedTrial(inPlace: true)
    try trial.append("acc", [(0, 9)], to: "old/tfevents")
    let yesterday = Date(timeIntervalSinceNow: -86_400)
    try FileManager.default.setAttributes(
      [.modificationDate: yesterday], ofItemAtPath: trial.place.workingDirectory + "/old/tfevents")
    try trial.append([1], to: "launch.json", in: trial.place.folder)
    try await trial.follow("acc") {
      await trial.look()
      #expect(trial.reports.isEmpty)
      try trial.append("acc", [(0, 1)], to: "new/tfevents")
    }
    #expect(trial.reports.series == ["'acc' is read in new/"])
    #expect(trial.reports.readings == ["0:1.0"])
  }

  @Test func `are read again where one was replaced by a shorter one`() async throws {
    let trial = try FollowedTrial()
    try await trial.follow("acc") {
      try trial.append("acc", [(0, 1), (1, 2)], to: "tfevents")
      await trial.look()
      try FileManager.default.removeItem(atPath: trial.place.workingDirectory + "/tfevents")
      try trial.append("acc", [(0, 3)], to: "tfevents")
    }
    #expect(trial.reports.readings == ["0:1.0", "1:2.0", "0:3.0"])
  }

  @Test func `may be damaged, which is told with its place, and read on where that is possible`() async throws {
    let trial = try FollowedTrial()
    var bytes = FollowedTrial.bytes("acc", [(1, 1), (2, 2), (3, 3)])
    let length = bytes.count / 3
    bytes[length + 20] ^= 1
    try await trial.follow("acc") {
      try trial.append(bytes, to: "logs/tfevents")
      try trial.append(Record.frame([0xFF]), to: "logs/tfevents")
      await trial.look()
    }
    #expect(trial.reports.readings == ["1:1.0", "3:3.0"])
    #expect(
      trial.reports.troubles == [
        "'logs/tfevents': the record at byte \(length) is damaged (its checksum differs) and was skipped",
        "'logs/tfevents': the record at byte \(bytes.count) is not a TensorBoard event and was skipped",
      ])
  }

  @Test func `may hold records that are long, and seen when they are whole`() async throws {
    let trial = try FollowedTrial()
    let image = Record.frame([UInt8](repeating: 0x0A, count: 300_000))
    let bytes = FollowedTrial.bytes("acc", [(1, 1)]) + image + FollowedTrial.bytes("acc", [(2, 2)])
    try await trial.follow("acc") {
      for start in stride(from: 0, to: bytes.count, by: 70_000) {
        try trial.append(bytes[start..<min(start + 70_000, bytes.count)], to: "tfevents")
        await trial.look()
      }
    }
    #expect(trial.reports.readings == ["1:1.0", "2:2.0"])
    #expect(trial.reports.positions.map(\.offset) == [bytes.count])
  }

  @Test func `are given a second look before damage is believed`() async throws {
    let trial = try FollowedTrial()
    let bytes = FollowedTrial.bytes("acc", [(1, 1), (2, 2)])
    let path = trial.place.workingDirectory + "/tfevents"
    try await trial.follow("acc") {
      try trial.append(bytes.prefix(bytes.count / 2) + [UInt8](repeating: 0, count: bytes.count / 2), to: "tfevents")
      for _ in 0..<3 { await trial.look() }
      #expect(trial.reports.readings == ["1:1.0"])
      #expect(trial.reports.troubles.isEmpty)
      try Data(bytes).write(to: URL(filePath: path))
      await trial.look()
    }
    #expect(trial.reports.readings.last == "2:2.0")
    #expect(trial.reports.troubles.isEmpty)
  }

  @Test func `are read on behind a length that is damaged`() async throws {
    let trial = try FollowedTrial()
    var bytes = FollowedTrial.bytes("acc", [(1, 1), (2, 2), (3, 3)])
    let length = bytes.count / 3
    bytes[length] ^= 1
    try await trial.follow("acc") {
      try trial.append(bytes, to: "tfevents")
      await trial.look()
      try trial.append("acc", [(3, 4)], to: "tfevents")
      await trial.look()
      try trial.append("acc", [(4, 5)], to: "tfevents")
    }
    #expect(trial.reports.readings == ["1:1.0", "3:3.0", "3:4.0", "4:5.0"])
    #expect(
      trial.reports.troubles == [
        "'tfevents': the length of the record at byte \(length) is damaged; everything up to the next sound record is lost"
      ])
  }
}
