// SPDX-License-Identifier: Apache-2.0
import AttuneCommands
import AttuneEvents
import FoundationEssentials
import Testing

@Suite struct `attune events, of a file with a damaged length,` {
  private let record = Event(wallTime: 1, step: 1, tag: "acc", value: 0.5).record

  @Test func `tells once what was skipped, and reads the rest`() throws {
    var bytes = record + record + record
    bytes[record.count] ^= 1
    let (files, path) = try read(bytes)
    let (begin, end) = (record.count, 2 * record.count)
    #expect(
      files.problems == [
        "\(path): the length of the record at byte \(begin) is damaged; \(begin) bytes, up to byte \(end), were skipped"
      ])
    #expect(files.catalogue.directories["."]?.tags["acc"]?.points.count == 2)
  }

  @Test func `tells when nothing sound is behind it`() throws {
    let (files, path) = try read(record + [UInt8](repeating: 7, count: 50))
    #expect(
      files.problems == [
        "\(path): the length of the record at byte \(record.count) is damaged; "
          + "everything up to the next sound record is lost"
      ])
  }

  private func read(_ bytes: [UInt8]) throws -> (EventFiles, path: String) {
    let file = FileManager.default.temporaryDirectory.appending(path: "tfevents-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(bytes).write(to: file)
    return (try EventFiles(at: file.path), file.path)
  }
}
