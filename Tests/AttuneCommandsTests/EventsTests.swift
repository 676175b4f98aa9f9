// SPDX-License-Identifier: Apache-2.0
import AttuneCommands
import AttuneEvents
import AttuneJob
import FoundationEssentials
import Testing

@Suite struct `attune events` {
  private static let root =
    String(#filePath.prefix(#filePath.count - "AttuneCommandsTests/EventsTests.swift".count))
    + "Fixtures/events"

  private func listing(_ path: String, tag: String? = nil) throws -> EventListing {
    let path = "\(Self.root)/\(path)"
    return try EventListing(try EventFiles(at: path).catalogue, tag: tag, path: path)
  }

  private let style = Sparkline(width: 80, isUnicode: true)

  private func value(_ text: String) throws -> JSONValue {
    try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)).sameNumbers
  }

  @Test(arguments: [
    "keras1_standalone", "keras1_tfkeras_v1", "keras3_tb", "r_keras225_tf115", "r_tfestimators", "tensorboardx",
    "tf115_filewriter", "tf2_summary", "torch_tb",
  ])
  func `prints what TensorBoard reads`(name: String) throws {
    let expected = try String(contentsOfFile: "\(Self.root)/\(name)/expected.json", encoding: .utf8)
    #expect(try value(try listing(name).rendered(as: .json, style: style)) == value(expected))
  }

  @Test(arguments: [OutputFormat.table, .csv])
  func `lists the tags of a folder`(format: OutputFormat) throws {
    try Snapshot.expect(try listing("torch_tb").rendered(as: format, style: style), is: "events-\(format.rawValue)")
  }

  @Test func `shows every value of the tags of a pattern`() throws {
    let rows = try listing("torch_tb", tag: "h?aram/*").rendered(as: .csv, style: style)
    #expect(rows == "run,tag,step,value\nhp,hparam/acc,0,0.8999999761581421\n")
  }

  @Test(arguments: [OutputFormat.table, .csv, .json])
  func `shows every value of one tag`(format: OutputFormat) throws {
    let listing = try listing("torch_tb", tag: "new_style")
    try Snapshot.expect(listing.rendered(as: format, style: style), is: "events-tag-\(format.rawValue)")
  }

  @Test func `names the tags there are`() throws {
    let error = #expect(throws: InputError.self) { try listing("torch_tb", tag: "val_accuracy") }
    #expect(
      error?.description.hasPrefix(
        "there is no tag 'val_accuracy' below '\(Self.root)/torch_tb'; there are: 'val_acc', ")
        == true)
  }

  @Test func `says when there is nothing to read`() throws {
    let nothing = #expect(throws: InputError.self) { try EventFiles(at: "/nonexistent/logs") }
    #expect(
      nothing?.description
        == "there is nothing at '/nonexistent/logs'; name an event file, or a folder with event files")
    let empty = #expect(throws: InputError.self) { try EventFiles(at: "\(Self.root)/../numerics") }
    #expect(empty?.description == "there is no event file (*tfevents*) below '\(Self.root)/../numerics'")
  }

  @Test func `tells of damage, and reads the rest`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "attune-events-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let name = "events.out.tfevents.1795491802.vm.1832.0"
    var bytes = try Data(contentsOf: URL(filePath: "\(Self.root)/torch_tb/\(name)"))
    bytes[bytes.count - 20] ^= 0xFF
    let path = folder.appending(path: name).path
    try bytes.write(to: URL(filePath: path))
    let files = try EventFiles(at: path)
    #expect(files.problems.count == 1 && files.isDamaged)
    #expect(files.problems.first?.hasPrefix("\(path): the record at byte ") == true)
    #expect(files.catalogue.directories["."]?.tags.isEmpty == false)
    try bytes.prefix(bytes.count - 3).write(to: URL(filePath: path))
    #expect(try !EventFiles(at: path).isDamaged)
    #expect(
      try EventFiles(at: path).problems
        == ["\(path): the last record is not complete; its writer may still be at work"])
  }
}

extension JSONValue {
  /// 1 and 1.0 are one number.
  fileprivate var sameNumbers: JSONValue {
    switch self {
    case .integer(let number): .number(Double(number))
    case .array(let values): .array(values.map(\.sameNumbers))
    case .object(let members): .object(members.mapValues(\.sameNumbers))
    default: self
    }
  }
}
