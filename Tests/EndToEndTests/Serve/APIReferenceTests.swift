// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@Suite("The REST reference")
struct APIReferenceTests {
  @Test("is what the server says of itself; ATTUNE_RECORD=1 writes it anew")
  func reference() throws {
    let project = try Project(nil)
    let server = try project.serve()
    let text = try project.client("reference.py", of: server)
    server.running.signal(SIGTERM)
    _ = try server.running.finish()
    let root = (0..<4).reduce(URL(filePath: #filePath)) { url, _ in url.deletingLastPathComponent() }
    let file = root.appending(path: "Documentation/Reference/rest-api.md")
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let whole = lines.joined(separator: "\n").trimmingCharacters(in: .newlines) + "\n"
    if ProcessInfo.processInfo.environment["ATTUNE_RECORD"] == "1" {
      try whole.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == whole)
  }
}
