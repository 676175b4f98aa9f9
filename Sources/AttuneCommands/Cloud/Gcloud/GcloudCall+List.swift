// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal
import AttuneServer

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension GcloudCall {
  func list() async throws {
    let format = try GcloudFormat(flag("format"), of: name)
    let service = try Composition.service()
    for (job, error) in try await UnattendedJobs(service: service, home: Composition.home()).goOn() {
      Self.warn(job, error)
    }
    _ = try number("page-size")
    var jobs: [JobSummary] = []
    for listing in try await service.jobs() {
      switch listing {
      case .readable(let job, _): jobs.append(job)
      case .unreadable(let name, let why):
        StandardError.say("WARNING: job '\(PrintableText.escaped(name))' can't be read: \(PrintableText.escaped(why))")
      }
    }
    jobs = sorted(try filtered(jobs))
    if let limit = try number("limit") { jobs = Array(jobs.prefix(limit)) }
    if jobs.isEmpty { StandardError.say("Listed 0 items.") }
    try StandardOutput.write(text(of: jobs, as: format))
  }

  private func text(of jobs: [JobSummary], as format: GcloudFormat) -> String {
    if flag("uri") != nil {
      let project = settings.project
      return jobs.map { "https://ml.googleapis.com/v1/projects/\(project)/jobs/\($0.id)\n" }.joined()
    }
    let resources = jobs.map { $0.output(trials: []) }
    return switch format {
    case .usual: jobs.isEmpty ? "" : Self.table(jobs)
    case .yaml: resources.map { "---\n" + YAMLOutput.of($0) }.joined()
    case .json: JSONValue.array(resources).indented
    case .value(let keys): resources.map { GcloudFormat.values(of: keys, in: $0) }.joined()
    case .none: ""
    }
  }

  /// Columns without spaces in them, as R reads them.
  private static func table(_ jobs: [JobSummary]) -> String {
    let rows =
      [["JOB_ID", "STATUS", "CREATED"]]
      + jobs.map { job in
        [job.id.rawValue, job.state.rawValue, LocalTime(job.createTime).withoutZone]
      }
    let widths = (0..<2).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = zip(row, widths).map { cell, width in cell + String(repeating: " ", count: width - cell.count) }
      return (cells + [row[2]]).joined(separator: "  ") + "\n"
    }.joined()
  }

  private func filtered(_ jobs: [JobSummary]) throws -> [JobSummary] {
    guard let text = flag("filter"), !text.isEmpty else { return jobs }
    do throws(APIError) {
      let filter = try JobFilter(text)
      return jobs.filter { filter.matches($0.output(trials: [])) }
    } catch {
      let why = error.violations.map(\.description).joined(separator: "; ")
      throw GcloudFailure(
        name, "argument --filter: '\(text)' can't be read: \(why); expressions are like jobId:census* AND state=FAILED",
        status: 2)
    }
  }

  /// `KEY`, or `~KEY` for the other way round; several with commas.
  private func sorted(_ jobs: [JobSummary]) -> [JobSummary] {
    let keys = (flag("sort-by") ?? "").split(separator: ",").map { key in
      (name: String(key.drop { $0 == "~" }), isDescending: key.hasPrefix("~"))
    }
    guard !keys.isEmpty else { return jobs }
    let rows = jobs.map { job in
      (job: job, values: keys.map { GcloudFormat.values(of: [$0.name], in: job.output(trials: [])) })
    }
    return rows.enumerated().sorted { a, b in
      for (key, pair) in zip(keys, zip(a.element.values, b.element.values)) where pair.0 != pair.1 {
        return (pair.0 < pair.1) != key.isDescending
      }
      return a.offset < b.offset
    }.map(\.element.job)
  }
}

/// A moment by the clock on the wall.
struct LocalTime {
  private var fields = tm()

  init(_ time: Timestamp) {
    var seconds = time_t(time.milliseconds / 1_000)
    localtime_r(&seconds, &fields)
  }

  /// `2018-01-08T09:27:18`
  var withoutZone: String { text("%Y-%m-%dT%H:%M:%S") }
  /// `2018-01-08 09:27:18 -0500`
  var withZone: String { text("%Y-%m-%d %H:%M:%S %z") }

  private func text(_ format: String) -> String {
    var fields = fields
    let bytes = [UInt8](unsafeUninitializedCapacity: 64) { buffer, filled in
      buffer.withMemoryRebound(to: CChar.self) { text in
        filled = text.baseAddress.map { strftime($0, text.count, format, &fields) } ?? 0
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
