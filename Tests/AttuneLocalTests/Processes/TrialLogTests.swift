// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal
import FoundationEssentials
import Synchronization
import Testing

@Suite struct `A trial's log` {
  private let folder: ScratchFolder
  private let paths: TrialPaths

  init() throws {
    folder = try ScratchFolder()
    paths = TrialPaths(folder: folder.path)
  }

  private func lines() async throws -> [TrialLog.Line] {
    try await TrialLog(of: paths).reduce(into: []) { $0.append($1) }
  }

  @Test func `merges both streams by the time at which a line was first seen`() async throws {
    try folder.write("one\ntwo\nthree\n", to: "stdout.log")
    try folder.write("oops\nagain\n", to: "stderr.log")
    // "one" and "two" end at 3 and 7, "oops" at 4.
    try folder.write("o 4 1000\ne 5 2000\no 8 3000\no 14 5000\ne 11 4000\n", to: "log.times")
    let lines = try await lines()
    #expect(lines.map(\.text) == ["one", "oops", "two", "again", "three"])
    #expect(lines.map(\.time.milliseconds) == [1000, 2000, 3000, 4000, 5000])
    #expect(lines.map(\.stream) == [.output, .error, .output, .error, .output])
  }

  @Test func `is empty where the trainer said nothing, or never started`() async throws {
    #expect(try await lines() == [])
    try folder.write("", to: "stdout.log")
    #expect(try await lines() == [])
  }

  @Test func `takes an unfinished last line, a torn index and bytes that are not text`() async throws {
    try Data([0x63, 0xE9, 0x0D, 0x0A, 0x78]).write(to: URL(filePath: paths.standardOutput))
    try folder.write("rubbish\no 4 100", to: "log.times")
    #expect(try await lines().map(\.text) == ["c\u{FFFD}", "x"])
  }

  @Test func `cuts lines that never end, but no characters`() async throws {
    let line = "a" + String(repeating: "é", count: 100_000)
    try folder.write(line + "\nshort\n", to: "stdout.log")
    let texts = try await lines().map(\.text)
    #expect(texts.count == 5)
    #expect(texts.dropLast().joined() == line)
    #expect(texts.last == "short")
    #expect(texts.allSatisfy { $0.utf8.count <= 65_536 })
  }

  @Test func `is followed until the trainer has ended`() async throws {
    let looks = Mutex(0)
    let (folder, paths) = (folder, paths)
    let log = TrialLog(of: paths) {
      let look = looks.withLock { looks in
        looks += 1
        return looks
      }
      // A line in two pieces, and one that is written right before the end.
      try? folder.write(["fi", "first\nsec", "first\nsecond\nlast"][look - 1], to: "stdout.log")
      return look == 3
    }
    let texts = try await log.reduce(into: [String]()) { $0.append($1.text) }
    #expect(texts == ["first", "second", "last"])
  }

  @Test func `is dated while the trainer runs`() async throws {
    let trial = try await ScratchJob().launch([
      "sh", "-c", "echo one; while [ ! -e go ]; do sleep 0.01; done; echo two >&2",
    ])
    async let exit = trial.exit()
    try await eventually("the first line is dated") { ScratchFolder.read(trial.paths.logTimes) != nil }
    try Data().write(to: URL(filePath: "\(trial.paths.work)/go"))
    #expect(try await exit.status == .exited(0))
    let index = try #require(ScratchFolder.read(trial.paths.logTimes)).split(separator: "\n")
    #expect(index.map { $0.prefix(4) } == ["o 4 ", "e 4 "])
    let lines = try await TrialLog(of: trial.paths).reduce(into: [TrialLog.Line]()) { $0.append($1) }
    #expect(lines.map(\.text) == ["one", "two"])
    #expect(lines[0].time < lines[1].time)
    #expect(lines.map { "\($0.time.milliseconds)" } == index.map { String($0.dropFirst(4)) })
  }
}
