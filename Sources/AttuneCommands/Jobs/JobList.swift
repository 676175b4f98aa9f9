// SPDX-License-Identifier: Apache-2.0
package import AttuneJob
import AttuneStudy

/// All jobs as `attune list` shows them.
package struct JobList: Sendable {
  private let listings: [JobListing]
  private let sizes: [Int]?

  /// - Parameter sizes: bytes on the disk, in the order of the jobs, where they are to be shown.
  package init(_ listings: [JobListing], sizes: [Int]? = nil) {
    self.listings = listings
    self.sizes = sizes
  }

  package var isEmpty: Bool { listings.isEmpty }

  /// What is said of jobs that can't be read.
  package var problems: [String] {
    listings.compactMap { listing in
      guard case .unreadable(let name, let why) = listing else { return nil }
      return "attune: warning: job '\(PrintableText.escaped(name))' can't be read: \(PrintableText.escaped(why))"
    }
  }

  package func rendered(as format: OutputFormat, width: Int? = nil) -> String {
    table(for: format).rendered(as: format, width: width, json: .array(objects))
  }

  private func table(for format: OutputFormat) -> Table {
    var columns: [Table.Column] = [
      .init("jobId", .left), .init("state", .left), .init("done"), .init("trials"), .init("bestValue"),
      .init("bestTrial"), .init("createTime"), .init("note", .left),
    ]
    var rows = listings.map(Self.row)
    if let sizes {
      columns.insert(.init("size"), at: columns.count - 1)
      for (index, size) in sizes.enumerated() {
        // Programs want the number.
        rows[index].insert(format == .csv ? "\(size)" : ByteCount.text(size), at: rows[index].count - 1)
      }
    }
    return Table(columns, rows: rows)
  }

  private var objects: [JSONValue] {
    var objects = listings.map(Self.json)
    for (index, size) in (sizes ?? []).enumerated() { objects[index]["diskBytes"] = .integer(size) }
    return objects
  }

  private static func row(_ listing: JobListing) -> [String?] {
    switch listing {
    case .readable(let job, let owner):
      let best = job.best
      return [
        job.id.rawValue, job.state.rawValue, "\(job.endedTrials)", "\(job.spec.limits.maxTrials)",
        best.map { "\($0.measurement.value)" }, best.map { "\($0.trial)" }, job.createTime.rfc3339,
        note(job, owner),
      ]
    case .unreadable(let name, let why):
      return [name, "UNREADABLE", nil, nil, nil, nil, nil, why]
    }
  }

  private static func note(_ job: JobSummary, _ owner: JobOwner?) -> String {
    let name = job.spec.name.map { "'\($0)'" }
    let way = job.progressNote(owner) ?? (job.message.isEmpty ? nil : job.message)
    return [name, way].compactMap { $0 }.joined(separator: " ")
  }

  private static func json(_ listing: JobListing) -> JSONValue {
    switch listing {
    case .readable(let job, let owner):
      var output = job.output(trials: [])
      output["name"] = job.spec.name.map { .string($0) }
      output["bestTrial"] = job.best.map { best in
        .object(["trialId": .string("\(best.trial)"), "objectiveValue": .number(best.measurement.value)])
      }
      output["owner"] = owner.map { owner in
        var members: [String: JSONValue] = ["host": .string(owner.host), "pid": .integer(owner.pid)]
        members["trouble"] = owner.trouble.map { .string($0) }
        return .object(members)
      }
      return output
    case .unreadable(let name, let why):
      return .object(["jobId": .string(name), "unreadable": .string(why)])
    }
  }
}
