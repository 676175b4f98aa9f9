// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy

extension JobStoreLaws {
  func checkCommands() async throws {
    let id = try await create("commands"), time = Timestamp(milliseconds: 1)
    let posted: [JobCommand] = [.interrupt, .amend(JobLimits(maxTrials: 9, retries: 2)), .cancel, .reopen]
    let lease = try await here.acquire(id, as: owner)
    for command in posted { try await elsewhere.post(command, to: id, at: time) }
    let found = try await here.commands(for: id)
    try expect(found.map(\.command), posted, "commands come in the order in which they were posted")
    try expect(try await here.commands(for: id), found, "a command comes back until it is discarded")
    try await here.discard(found[1], of: id)
    try expect(
      try await here.commands(for: id), [found[0], found[2], found[3]], "discarding takes one command away")
    for command in found { try await here.discard(command, of: id) }
    try await elsewhere.post(.cancel, to: id, at: time)
    let later = try await here.commands(for: id)
    try expect(later.map(\.command), [.cancel], "discarded commands stay away")
    try expect(later.allSatisfy { $0.number > found[3].number }, true, "a command's number is never used again")
    await here.release(lease)
    try expect(try await elsewhere.commands(for: id), later, "commands outlive the owner")
  }

  func checkListing() async throws {
    let older = try await create("older", at: 1_000_000), newer = try await create("newer", at: 2_000_000)
    let fresh = JobSummary(
      id: newer, state: .queued, createTime: Timestamp(milliseconds: 2_000_000), entries: 0,
      spec: JournalSample.spec)
    try expect(
      try await listing(newer), .readable(fresh, owner: nil), "a job is listed before it was ever exported")
    var summary = JournalSample.summary
    summary.id = older
    summary.createTime = Timestamp(milliseconds: 1_000_000)
    try await here.export(summary)
    try expect(try await listing(older), .readable(summary, owner: nil), "an exported summary is listed as it is")
    summary.state = .failed
    summary.message = "2 of 3 trials failed"
    try await here.export(summary)
    let lease = try await here.acquire(older, as: owner)
    try expect(
      try await listing(older), .readable(summary, owner: owner), "the listing tells the latest export and the owner")
    await here.release(lease)
    let ids = try await elsewhere.jobs().compactMap(\.id)
    try expect(Array(ids.prefix(2)), [newer, older], "jobs are listed newest first")
  }

  func checkLabels() async throws {
    let id = try await create("labelled"), other = try await create("unlabelled")
    try await here.label(id, with: ["team": "sound", "stage": ""])
    try expect(try await labels(id), ["team": "sound", "stage": ""], "given labels take the place of the spec's")
    let lease = try await here.acquire(id, as: owner)
    var summary = JournalSample.summary
    summary.id = id
    try await here.export(summary)
    try expect(try await labels(id), ["team": "sound", "stage": ""], "an export does not take labels back")
    try await elsewhere.label(id, with: [:])
    try expect(try await labels(id), [:], "labels can be given whoever runs the job")
    await here.release(lease)
    try expect(try await labels(other), JournalSample.spec.labels, "no other job is labelled")
    _ = try await expectError(.notFound, "only a job can be labelled") { () throws(JobStoreError) in
      guard let nobody = JobID(rawValue: "nobody") else { return }
      try await here.label(nobody, with: [:])
    }
  }

  private func labels(_ id: JobID) async throws -> [String: String]? {
    let alone = try await elsewhere.listing(of: id)
    try expect(alone, try await listing(id), "a job alone is listed as among the others")
    guard case .readable(let summary, _) = alone else { return nil }
    return summary.spec.labels
  }

  private func listing(_ id: JobID) async throws -> JobListing? {
    try await elsewhere.jobs().first { $0.id == id }
  }
}

extension JobListing {
  fileprivate var id: JobID? {
    if case .readable(let summary, _) = self { summary.id } else { nil }
  }
}
