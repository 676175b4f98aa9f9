// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// Jobs that other versions made, and jobs that are damaged: `Fixtures/jobs`.
@Suite struct `A job that was here before` {
  private let project: Project
  private static let id = "attune_2026_11_26_014200122"
  private static var table: String {
    get throws { try String(contentsOf: Project.fixtures.appending(path: "jobs/trials.csv"), encoding: .utf8) }
  }

  init() throws { project = try Project(nil) }

  private func rows(_ csv: String) -> Set<Substring> { Set(csv.split(separator: "\n")) }

  @Test(arguments: ["format-1", "format-2"])
  func `by an older version is shown as it was, and goes on`(format: String) throws {
    let job = try project.adopt(format)
    let before = try JournalOnDisk(of: job).bytes
    #expect(try project.attune("trials", "--format", "csv").output == Self.table)
    #expect(try project.attune("logs", "--trial", "1").output.contains("training with 0.4916003574617207"))
    #expect(try project.attune("status").status == 0)
    #expect(try JournalOnDisk(of: job).bytes == before, "looking at it changes nothing")
    let resumed = try project.attune("resume")
    #expect(resumed.status == 0, "\(resumed.words)")
    let after = try project.attune("trials", "--format", "csv")
    #expect(after.rows.count == 5)
    #expect(rows(after.output).isSuperset(of: rows(try Self.table)))
  }

  @Test func `is kept here in each format that was ever released`() throws {
    let future = JournalOnDisk(of: try project.adopt("format-2"))
    try future.execute("PRAGMA user_version = 99")
    let words = try project.attune("trials", Self.id).words
    let newest = try #require(words.firstMatch(of: /reads up to ([0-9]+)/).flatMap { Int($0.output.1) })
    // The newest one may not be released yet.
    for format in 1..<newest {
      let path = Project.fixtures.appending(path: "jobs/format-\(format)/journal.sqlite").path
      #expect(FileManager.default.fileExists(atPath: path), "make it: Fixtures/jobs/README.md")
    }
  }

  @Test func `by a newer version is refused and left alone, and others are still listed`() throws {
    let future = JournalOnDisk(of: try project.adopt("format-2", as: "attune_2031_01_01_000000000"))
    _ = try project.adopt("format-2")
    try future.execute("PRAGMA user_version = 99")
    let before = try future.bytes
    for verb in [["resume"], ["trials"], ["cancel"]] {
      let refused = try project.start(verb + ["attune_2031_01_01_000000000"]).finish()
      #expect(refused.status == 2)
      #expect(refused.words.contains("was made by a newer Attune (format 99, this one reads up to"))
      #expect(refused.words.contains("update Attune; it is left as it is"))
    }
    let list = try project.attune("list", "--format", "csv")
    #expect(list.status == 0)
    #expect(list.rows.map { $0["state"] } == ["RUNNING", "UNREADABLE"])
    #expect(try future.bytes == before)
  }

  @Test func `and whose journal is damaged shows what can be read, and is not written to`() throws {
    let journal = JournalOnDisk(of: try project.adopt("format-2"))
    try journal.damage("journal")
    let before = try journal.bytes
    #expect(try project.attune("list", "--format", "csv").rows.map { $0["state"] } == ["RUNNING"])
    #expect(try project.attune("trials", "--format", "csv").output == Self.table)
    #expect(try project.attune("logs", "--trial", "1").output.contains("training with 0.4916003574617207"))
    for verb in ["resume", "cancel"] {
      let refused = try project.attune(verb, Self.id)
      #expect(refused.status == 2, "\(refused.words)")
      #expect(refused.words.contains("the file is left as it is"))
    }
    #expect(try journal.bytes == before)
  }

  @Test func `and whose table is damaged says which trials are missing, and is not written to`() throws {
    let journal = JournalOnDisk(of: try project.adopt("format-2"))
    try journal.damage("trial")
    let before = try journal.bytes
    let trials = try project.attune("trials", "--format", "json")
    #expect(trials.status == 2)
    #expect(trials.words.contains("\(journal.url.path) is damaged: of trials 1, 2, 3 not all can be read"))
    #expect(trials.words.contains("'attune collect' still fetches their files"))
    let resumed = try project.attune("resume", Self.id)
    #expect(resumed.status == 2)
    #expect(resumed.words.contains("is damaged"))
    #expect(try journal.bytes == before)
  }
}
