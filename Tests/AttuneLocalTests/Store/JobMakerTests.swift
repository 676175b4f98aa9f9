// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal
import AttuneTesting
import Foundation
import Testing

@Suite("A job that is given its id")
struct JobMakerTests {
  private let home: TemporaryHome
  private let id: JobID
  private var files: LocalJobFiles { LocalJobFiles(home: home.home) }
  private var paths: JobPaths { home.paths(id) }
  private var spec: JobSpec {
    var spec = JournalSample.spec
    spec.workingCopy = .inPlace
    return spec
  }

  init() throws {
    home = try TemporaryHome()
    id = try #require(JobID(rawValue: "census_1"))
  }

  @Test("is made once: a second maker finds it taken, while it is made and afterwards")
  func once() async throws {
    #expect(try files.prepare(id, spec: spec, environment: [:]) != nil)
    #expect(try files.prepare(id, spec: spec, environment: [:]) == nil, "this process is making it")
    try await home.store.create(spec, id: id, at: Timestamp(milliseconds: 1))
    #expect(!FileManager.default.fileExists(atPath: paths.maker))
    #expect(try files.prepare(id, spec: spec, environment: [:]) == nil)
  }

  @Test("can be made anew where its maker was killed", arguments: [true, false])
  func killed(whileMaking hasSaid: Bool) async throws {
    _ = try files.prepare(id, spec: spec, environment: ["A": "1"])
    if hasSaid {
      // A process of this machine that is no more.
      let other = Process()
      other.executableURL = URL(filePath: "/bin/true")
      try other.run()
      other.waitUntilExit()
      let words = try String(contentsOfFile: paths.maker, encoding: .utf8).split(separator: " ")
      let gone = "\(words[0]) \(words[1]) \(other.processIdentifier) \(words[3])"
      try gone.write(toFile: paths.maker, atomically: true, encoding: .utf8)
    } else {
      try FileManager.default.removeItem(atPath: paths.maker)
    }
    #expect(try files.prepare(id, spec: spec, environment: ["A": "2"]) != nil)
    #expect(try CapturedEnvironment.read(from: paths) == ["A": "2"], "nothing is left of the first")
  }

  @Test("is left alone where its maker is on another machine, and where it has lost its journal")
  func leftAlone() async throws {
    _ = try files.prepare(id, spec: spec, environment: [:])
    try "elsewhere boot 17 42".write(toFile: paths.maker, atomically: true, encoding: .utf8)
    #expect(try files.prepare(id, spec: spec, environment: [:]) == nil)
    try FileManager.default.removeItem(atPath: paths.maker)
    try FileManager.default.createDirectory(atPath: paths.trials, withIntermediateDirectories: true)
    #expect(try files.prepare(id, spec: spec, environment: [:]) == nil)
  }
}
