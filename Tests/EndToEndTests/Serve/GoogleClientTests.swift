// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@Suite("Google's clients find their service again")
struct GoogleClientTests {
  @Test("more is told than the service told: measurements, logs, files without following links, events as they happen")
  func beyond() throws {
    let project = try Project(nil)
    let server = try project.serve()
    try project.client("beyond.py", of: server)
    server.running.signal(SIGTERM)
    #expect(try server.running.finish().status == 0)
  }

  @Test("a job whose controller is killed is given another one")
  func keeper() throws {
    let project = try Project(nil)
    let server = try project.serve()
    try project.client("keeper.py", of: server)
    server.running.signal(SIGTERM)
    #expect(try server.running.finish().status == 0)
  }

  @Test("a package is sent, run and its results fetched, however often the server is killed meanwhile")
  func survives() throws {
    let project = try Project(nil)
    let token = try project.attune("serve", "--show-token", "owner").output.trimmingCharacters(in: .newlines)
    try project.client("survives.py", environment: ["OWNER": token])
  }

  @Test("jobs are created, polled, listed, labelled and cancelled, their packages sent, by untouched clients")
  func jobs() throws {
    let project = try Project(nil)
    let server = try project.serve()
    try project.client("google_jobs.py", of: server)
    server.running.signal(SIGTERM)
    let end = try server.running.finish()
    #expect(end.status == 0)
    #expect(!end.words.contains("internal error"))
    #expect(end.words.components(separatedBy: server.owner).count == 2, "the token is shown once, at the first start")
  }
}
