// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@Suite struct `A trial with 200 MB` {
  private struct Usage: Decodable {
    let memoryBytes: Int?
    let peakMemoryBytes: Int
  }

  private struct Job: Decodable {
    struct Output: Decodable { let trials: [Trial] }
    struct Trial: Decodable { let usage: Usage? }
    let trainingOutput: Output
  }

  private let project: Project
  private let files: [String: String]

  init() throws {
    let project = try Project("odd", tuning: Project.tuning(trials: 1))
    self.project = project
    let names = ["HELD", "GATE", "END"].map { ($0, project.place.appending(path: $0).path) }
    files = Dictionary(uniqueKeysWithValues: names)
  }

  private func make(_ name: String) throws {
    #expect(FileManager.default.createFile(atPath: try #require(files[name]), contents: nil))
  }

  private func held(_ word: String) throws {
    let file = try #require(files["HELD"])
    try eventually("it holds \(word)") { (try? String(contentsOfFile: file, encoding: .utf8)) == word }
  }

  /// As `trials` and `status` have it.
  private func usages() throws -> [Usage] {
    let trials = try project.attune("trials", "--format", "json").output
    let status = try project.attune("status", "--format", "json").output
    return [
      try #require(JSONDecoder().decode([Job.Trial].self, from: Data(trials.utf8)).first?.usage),
      try #require(JSONDecoder().decode(Job.self, from: Data(status.utf8)).trainingOutput.trials.first?.usage),
    ]
  }

  @Test func `is seen to have them while it runs, and to have had them`() throws {
    let run = try project.start(["run", "holding.py"], environment: files)
    try held("much")
    for usage in try usages() {
      #expect(try #require(usage.memoryBytes) > 200_000_000)
      #expect(usage.peakMemoryBytes > 200_000_000 && usage.peakMemoryBytes < 400_000_000)
    }
    #expect(try project.attune("status").output.contains(/\nmemory +2\d\d\.\d MB/))
    try make("GATE")
    try held("little")
    for usage in try usages() {
      #expect(try #require(usage.memoryBytes) < 150_000_000)
      #expect(usage.peakMemoryBytes > 200_000_000)
    }
    #expect(try project.attune("status").output.contains(/\nmemory +\d+\.\d MB now, 2\d\d\.\d MB at its peak\n/))
    try make("END")
    #expect(try run.finish().status == 0)
    for usage in try usages() {
      #expect(usage.memoryBytes == nil)
      #expect(usage.peakMemoryBytes > 200_000_000)
    }
    #expect(try !project.attune("status").output.contains("memory"))
  }
}
