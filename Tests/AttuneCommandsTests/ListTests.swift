// SPDX-License-Identifier: Apache-2.0
import AttuneCommands
import AttuneJob
import AttuneStudy
import Testing

@Suite struct `attune list` {
  static func listings() throws -> [JobListing] {
    var running = try Sample.summary(.running)
    running.id = Sample.id(300)
    running.counts = [.succeeded: 2, .failed: 1, .running: 2]
    running.spec.name = "wide net"
    var left = try Sample.summary(.running)
    left.id = Sample.id(200)
    left.best = nil
    var failed = try Sample.summary(.failed)
    failed.id = Sample.id(100)
    failed.message = "3 of 3 trials failed"
    return [
      .readable(running, owner: Sample.owner), .readable(left, owner: nil), .readable(failed, owner: nil),
      .readable(try Sample.summary(), owner: nil), .unreadable("attune_x", why: "journal.sqlite is not a database"),
    ]
  }

  @Test(arguments: OutputFormat.allCases)
  func `shows every job with what can be done about it`(format: OutputFormat) throws {
    try Snapshot.expect(JobList(try Self.listings()).rendered(as: format), is: "list-\(format.rawValue)")
  }

  @Test func `says why a job can't be read`() throws {
    #expect(
      JobList(try Self.listings()).problems
        == ["attune: warning: job 'attune_x' can't be read: journal.sqlite is not a database"])
  }
}
