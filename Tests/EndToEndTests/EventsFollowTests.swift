// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import Foundation
import Testing

@Suite struct `attune events --follow` {
  private static let name = "events.out.tfevents.1.box"

  private func append(_ bytes: [UInt8], to folder: String, of project: Project) throws {
    let directory = project.folder.appending(path: folder)
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    let file = directory.appending(path: Self.name)
    if !FileManager.default.fileExists(atPath: file.path) { try Data().write(to: file) }
    let handle = try FileHandle(forWritingTo: file)
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(bytes))
    try handle.close()
  }

  @Test func `waits for files, prints what they gain, and ends by Ctrl-C`() throws {
    let project = try Project(nil)
    let follow = try project.start(["events", "logs", "--follow", "--format", "csv"])
    try eventually("it waits") { follow.wordsSoFar.contains("no event file at 'logs' yet; waiting for one") }
    var writer = EventWriter(wallTime: 1)
    writer.write("acc", 0.5, step: 1, wallTime: 1)
    try append(writer.takeBytes(), to: "logs/a", of: project)
    try eventually("the first value") { follow.outputSoFar == "run,tag,step,value\na,acc,1,0.5\n" }
    writer.write("acc", 0.75, step: 2, wallTime: 2)
    let bytes = writer.takeBytes()
    try append(Array(bytes.prefix(20)), to: "logs/a", of: project)
    try append(Array(bytes.dropFirst(20)), to: "logs/a", of: project)
    try eventually("a value written in two pieces") { follow.outputSoFar.hasSuffix("\na,acc,2,0.75\n") }
    var other = EventWriter(wallTime: 3)
    other.write("loss", .nan, step: 1, wallTime: 3)
    try append(other.takeBytes(), to: "logs/b/c", of: project)
    try eventually("a new folder") { follow.outputSoFar.hasSuffix("\nb/c,loss,1,NaN\n") }
    follow.signal(SIGINT)
    #expect(try follow.finish().status == 130)
  }

  @Test func `ends by itself when nothing has come for a while`() throws {
    let project = try Project(nil)
    var writer = EventWriter(wallTime: 1)
    writer.write("acc", 0.5, step: 1, wallTime: 1.5)
    try append(writer.takeBytes(), to: "logs", of: project)
    let follow = try project.attune("events", "logs", "--follow", "--until-idle", "0.2", "--format", "json")
    #expect(follow.status == 0)
    #expect(follow.output == #"{"run":".","step":1,"tag":"acc","value":0.5,"wallTime":1.5}"# + "\n")
    let text = try project.attune("events", "logs", "--follow", "--until-idle", "0.2")
    #expect(text.output.hasPrefix("run and tag points lastStep lastValue curve\n.\n  acc "), "\(text.output)")
  }

  @Test(arguments: [[], ["--follow", "--until-idle", "0.2"]])
  func `tells of damage with its place, shows the rest, and ends with 2`(options: [String]) throws {
    let project = try Project(nil)
    var writer = EventWriter(wallTime: 1)
    writer.write("acc", 0.5, step: 1, wallTime: 1)
    writer.write("acc", 0.75, step: 2, wallTime: 2)
    var bytes = writer.takeBytes()
    bytes[bytes.count - 6] ^= 0xFF
    try append(bytes, to: "logs", of: project)
    let events = try project.start(["events", "logs", "--format", "csv"] + options).finish()
    #expect(events.status == 2)
    #expect(events.words.hasPrefix("logs/\(Self.name): the record at byte "), "\(events.words)")
    #expect(events.output.contains(options.isEmpty ? ".,acc,simple_value,1,1,0.5" : ".,acc,1,0.5"))
  }
}
