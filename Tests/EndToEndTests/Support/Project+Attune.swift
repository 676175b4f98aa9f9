// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

extension Project {
  struct Result {
    let status: Int32
    let output: String
    let words: String
  }

  /// Runs `attune` in the user's folder to its end.
  @discardableResult
  func attune(
    _ arguments: String..., input: String? = nil, environment: [String: String] = [:]
  ) throws -> Result {
    try start(arguments, input: input, environment: environment).finish()
  }

  func start(
    _ arguments: [String], on machine: OtherMachine? = nil, as program: URL = Project.binary, input: String? = nil,
    environment: [String: String] = [:]
  ) throws -> Running {
    try Running(self, program, arguments, on: machine, input: input, environment: environment)
  }

  /// An `attune` process that is not waited for yet.
  final class Running {
    let process = Process()
    private let output: URL
    private let words: URL

    fileprivate init(
      _ project: Project, _ program: URL, _ arguments: [String], on machine: OtherMachine?, input: String?,
      environment: [String: String]
    ) throws {
      let name = UUID().uuidString
      output = project.place.appending(path: "\(name).out")
      words = project.place.appending(path: "\(name).err")
      for file in [output, words] { try Data().write(to: file) }
      process.executableURL = machine == nil ? program : OtherMachine.program
      process.arguments = (machine.map { $0.arguments + [program.path] } ?? []) + arguments
      process.currentDirectoryURL = project.folder
      var variables = ProcessInfo.processInfo.environment
      variables["ATTUNE_HOME"] = project.home.path
      variables["LEDGER"] = project.place.appending(path: "ledger").path
      process.environment = variables.merging(environment) { $1 }
      process.standardInput = FileHandle.nullDevice
      if let input {
        let file = project.place.appending(path: "\(name).in")
        try Data(input.utf8).write(to: file)
        process.standardInput = try FileHandle(forReadingFrom: file)
      }
      process.standardOutput = try FileHandle(forWritingTo: output)
      process.standardError = try FileHandle(forWritingTo: words)
      try process.run()
    }

    func signal(_ number: Int32) { kill(process.processIdentifier, number) }

    func finish() throws -> Result {
      process.waitUntilExit()
      return Result(
        status: process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus,
        output: try String(contentsOf: output, encoding: .utf8), words: try String(contentsOf: words, encoding: .utf8))
    }

    var outputSoFar: String { (try? String(contentsOf: output, encoding: .utf8)) ?? "" }
    var wordsSoFar: String { (try? String(contentsOf: words, encoding: .utf8)) ?? "" }
  }
}

/// Waits for something that other processes do; a test that waits in vain fails.
func eventually(_ what: String, within seconds: Double = 60, _ holds: () throws -> Bool) throws {
  let deadline = Date(timeIntervalSinceNow: seconds)
  while try !holds() {
    try #require(Date() < deadline, "in vain: \(what)")
    usleep(10_000)
  }
}

extension Project.Result {
  /// The rows of a CSV listing, as dictionaries. Good for cells without commas.
  var rows: [[String: String]] {
    let lines = output.split(whereSeparator: \.isNewline)
      .map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    guard let header = lines.first else { return [] }
    return lines.dropFirst().map { cells in
      Dictionary(zip(header, cells).map { (String($0), String($1)) }, uniquingKeysWith: { a, _ in a })
    }
  }

  /// The objects of a JSON listing.
  func objects() throws -> [[String: Any]] {
    try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [[String: Any]])
  }
}
