// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@Suite("Hostile requests")
struct HostileTests {
  @Test("a hundred of each class: none succeeds, none ends the server, none leaves a secret in its log")
  func classes() throws {
    let project = try Project(nil)
    // Once before, so that the tokens have been shown.
    _ = try project.attune("serve", "--show-token", "owner")
    let server = try project.serve()
    try project.client("hostile.py", of: server)
    server.running.signal(SIGINT)
    let end = try server.running.finish()
    #expect(end.status == 0, "it ends as it should after all of it")
    #expect(!end.words.contains("internal error"))
    for secret in [server.owner, server.viewer] { #expect(!end.words.contains(secret)) }
    #expect(end.words.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value < 0x7F || $0 == "\n" })
    #expect(end.words.split(separator: "\n").count > 500, "each is logged")
    let jobs = project.home.appending(path: "jobs")
    #expect((try? FileManager.default.contentsOfDirectory(atPath: jobs.path)) ?? [] == [], "none has made a job")
  }

  @Test("a slow client is not waited for, and takes no other's place")
  func slow() throws {
    let project = try Project(nil)
    let server = try project.serve()
    try project.client("slow.py", of: server)
    server.running.signal(SIGTERM)
    #expect(try server.running.finish().status == 0)
  }

  @Test("beyond this machine the server listens only where that is said plainly")
  func beyondLoopback() throws {
    let project = try Project(nil)
    for host in ["0.0.0.0", "::", "192.168.0.1", "example.org"] {
      let refused = try project.attune("serve", "--host", host)
      #expect(refused.status == 64)
      #expect(refused.words.contains("--unencrypted"))
    }
  }

  @Test("a port that is taken, and a host that there is not, are said with what to do")
  func takenPort() throws {
    let project = try Project(nil)
    let server = try project.serve()
    let second = try project.attune("serve", "--port", "\(server.port)")
    #expect(second.status == 2)
    #expect(second.words.contains("port \(server.port): Address already in use"))
    server.running.signal(SIGTERM)
    #expect(try server.running.finish().status == 0)
    let nowhere = try project.attune("serve", "--host", "no-such-host.invalid", "--unencrypted")
    #expect(nowhere.status == 2)
    #expect(nowhere.words.contains("no-such-host.invalid") && nowhere.words.contains("--host"))
  }

  @Test("a token that others can read is not used")
  func readableToken() throws {
    let project = try Project(nil)
    let token = try project.attune("serve", "--show-token", "owner").output
    let file = project.home.appending(path: "server/owner.token")
    #expect(try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int == 0o600)
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.path)
    let refused = try project.attune("serve", "--show-token", "owner")
    #expect(refused.status != 0)
    #expect(refused.words.contains("owner.token"))
    let renewed = try project.attune("serve", "--show-token", "owner", "--renew-tokens")
    #expect(renewed.status == 0)
    #expect(renewed.output != token)
  }
}
