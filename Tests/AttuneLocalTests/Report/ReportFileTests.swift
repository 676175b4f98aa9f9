// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import AttuneLocal
import FoundationEssentials
import Testing

@Suite struct `The file of reports` {
  private let folder = try? ScratchFolder()

  private func file() throws -> ReportFile {
    let folder = try #require(folder)
    try folder.write("{}", to: "trials/7/2/launch.json")
    try folder.write("", to: "work/x")
    return try ReportFile(trialFolder: "\(folder.path)/trials/7/2", workingDirectory: "\(folder.path)/work")
  }

  private func scalars(_ file: ReportFile) throws -> [String] {
    var reader = RecordReader()
    reader.feed([UInt8](try Data(contentsOf: URL(filePath: file.path))).span)
    var found: [String] = []
    while case .record(let record) = reader.next() {
      let event = try Event(decoding: record.payload.span)
      switch event.content {
      case .summary(let values):
        found += values.map { "\($0.tag) \(event.step) \($0.scalar ?? 0) \($0.plugin ?? "")" }
      case .fileVersion(let version): found.append(version)
      default: found.append("?")
      }
    }
    #expect(reader.pendingBytes == 0)
    return found
  }

  @Test func `is an event file of the attempt's own`() throws {
    let file = try file()
    #expect(file.path.contains("/attune-report/events.out.tfevents."))
    #expect(file.path.hasSuffix(".7.2"))
    try file.append("acc", 0.1, step: 3, wallTime: 1)
    try file.append("loss", .nan, step: nil, wallTime: 2)
    try file.append("loss", -.infinity, step: nil, wallTime: 2)
    #expect(
      try scalars(file) == ["brain.Event:2", "acc 3 0.1 scalars", "loss 0 nan scalars", "loss 1 -inf scalars"])
  }

  @Test func `counts a tag's steps, and only that tag's`() throws {
    let file = try file()
    #expect(try file.append("a", 1, step: nil, wallTime: 0) == 0)
    #expect(try file.append("b", 1, step: nil, wallTime: 0) == 0)
    #expect(try file.append("a", 1, step: 9, wallTime: 0) == 9)
    #expect(try file.append("a", 1, step: nil, wallTime: 0) == 2)
  }

  @Test func `loses nothing of writers at the same time`() async throws {
    let file = try file()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<4 {
        group.addTask { for _ in 0..<50 { try file.append("w\(writer % 2)", 1, step: nil, wallTime: 0) } }
      }
      try await group.waitForAll()
    }
    let expected = ["w0", "w1"].flatMap { tag in (0..<100).map { "\(tag) \($0) 1.0 scalars" } } + ["brain.Event:2"]
    #expect(try scalars(file).sorted() == expected.sorted())
  }

  @Test func `needs an attempt`() throws {
    #expect(throws: SystemError.self) {
      try ReportFile(trialFolder: "/nonexistent/trials/1/1", workingDirectory: "/nonexistent")
    }
  }
}
