// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

extension Project {
  /// An `attune serve` that is running, on a port of its own.
  struct Server {
    let running: Running
    let port: Int
    let owner: String
    let viewer: String
  }

  /// - Parameter port: 0 takes one that is free.
  func serve(port: Int = 0, environment: [String: String] = [:]) throws -> Server {
    let running = try start(["serve", "--port", "\(port)"], environment: environment)
    try eventually("the server listens") { running.wordsSoFar.contains("listening at") }
    let place = try #require(running.wordsSoFar.firstMatch(of: #/listening at http://127\.0\.0\.1:(\d+)/#))
    return Server(
      running: running, port: try #require(Int(place.1)), owner: try token("owner"), viewer: try token("viewer"))
  }

  private func token(_ holder: String) throws -> String {
    try attune("serve", "--show-token", holder).output.trimmingCharacters(in: .newlines)
  }

  /// Runs a program of `Clients` to its end; one that fails says why, and fails the test.
  @discardableResult
  func client(
    _ name: String, of server: Server? = nil, _ arguments: String..., environment: [String: String] = [:]
  ) throws -> String {
    let clients = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Clients")
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", clients.appending(path: name).path] + arguments
    process.currentDirectoryURL = folder
    var variables = ProcessInfo.processInfo.environment
    variables["ATTUNE_HOME"] = home.path
    if let server {
      variables["ATTUNE_PORT"] = "\(server.port)"
      variables["OWNER"] = server.owner
      variables["VIEWER"] = server.viewer
    }
    variables["ATTUNE"] = Project.binary.path
    process.environment = variables.merging(environment) { $1 }
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(name) failed:\n\(said)\n\(server.map { "the server said:\n\($0.running.wordsSoFar)" } ?? "")")
    return said
  }
}
