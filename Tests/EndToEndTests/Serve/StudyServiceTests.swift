// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@Suite("The study service")
struct StudyServiceTests {
  @Test("is asked and told by Google's untouched client, from the first study to the last mistake")
  func whole() throws {
    let project = try Project(nil)
    let server = try project.serve()
    try project.client("google_studies.py", of: server, "whole")
    server.running.signal(SIGTERM)
    let end = try server.running.finish()
    #expect(end.status == 0)
    #expect(!end.words.contains("internal error"))
  }

  @Test("loses nothing that it answered when its server is killed", arguments: 1...3)
  func killed(_ round: Int) throws {
    let project = try Project(nil)
    let notes = project.place.appending(path: "answers").path
    let first = try project.serve()
    defer { first.running.signal(SIGKILL) }
    try project.client(
      "google_studies.py", of: first, "until-killed", notes,
      environment: ["SERVER": "\(first.running.process.processIdentifier)", "ANSWERS": "\(round * 17)"])
    #expect(try first.running.finish().status != 0)
    let second = try project.serve()
    #expect(try project.client("google_studies.py", of: second, "after-the-kill", notes).contains("none lost"))
    second.running.signal(SIGTERM)
    _ = try second.running.finish()
  }
}
