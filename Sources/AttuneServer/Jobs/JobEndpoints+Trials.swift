// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy

extension JobEndpoints {
  /// What the closed service did not tell of trials.
  var trials: [Endpoint] {
    [
      Endpoint(
        "projects.jobs.trials.list", .get, "v1/projects/{project}/jobs/{job}/trials",
        "Lists a job's trials, best first, with all that they measured.",
        query: [
          .init("pageSize", "Trials in one answer; 100 unless given.", .integer(1...1_000)),
          .init("pageToken", "The `nextPageToken` of the answer before."),
        ],
        answer: .json(.object(["trials": .list(.named("HyperparameterOutput")), "nextPageToken": .string()])),
        respond: listTrials),
      Endpoint(
        "projects.jobs.trials.get", .get, "v1/projects/{project}/jobs/{job}/trials/{trial}",
        "Describes one trial, with all that it measured.", answer: .json(.named("HyperparameterOutput")),
        respond: getTrial),
      Endpoint(
        "projects.jobs.trials.logs", .get, "v1/projects/{project}/jobs/{job}/trials/{trial}/logs",
        "Tells the lines that a trial wrote.",
        query: [
          .init("pageSize", "Lines in one answer; 1000 unless given.", .integer(1...10_000)),
          .init("pageToken", "The `nextPageToken` of the answer before."),
        ],
        answer: .json(.object(["entries": .list(.named("LogEntry")), "nextPageToken": .string()])), respond: logs),
      Endpoint(
        "projects.jobs.events", .get, "v1/projects/{project}/jobs/{job}/events",
        "Streams what happens to a job, as server-sent events, until the job has ended. Each holds an entry of its "
          + "journal; `Last-Event-ID` goes on behind one.",
        query: [.init("after", "Entries that are left out.", .integer(0...Int(Int32.max)))],
        answer: .text("text/event-stream"), respond: events),
    ]
  }

  private func listTrials(_ call: Call) async throws -> Reply {
    let size = try call.integer("pageSize", in: 0...10_000).map { $0 == 0 ? 100 : min($0, 1_000) } ?? 100
    let (job, _) = try await job(call)
    let question = "trials \(job.id)"
    let begin = try call.query["pageToken"].map { text throws(APIError) in try PageToken(text, for: question) }
    let first = begin.flatMap { $0.place.first }.flatMap(Int.init) ?? 0
    let table = try await service.trials(of: job)
    guard first >= 0, first < max(1, table.records.count) else { return .json(.object([:])) }
    let measurements = try await service.measurements(of: job.id)
    let page = table.records.dropFirst(first).prefix(size)
    var answer: [String: JSONValue] = [:]
    if !page.isEmpty {
      answer["trials"] = .array(
        page.map { $0.hyperparameterOutput(names: table.names, measurements: measurements[$0.trial] ?? []) })
    }
    if first + page.count < table.records.count {
      answer["nextPageToken"] = .string(PageToken(behind: ["\(first + page.count)"]).text(for: question))
    }
    return .json(.object(answer))
  }

  private func getTrial(_ call: Call) async throws -> Reply {
    let (job, _) = try await job(call)
    let id = try trial(call)
    let table = try await service.trials(of: job)
    guard let record = table.records.first(where: { $0.trial == id }) else {
      throw APIError(.notFound, "job \(job.id) has no trial \(id)")
    }
    let measurements = try await service.measurements(of: job.id)
    return .json(record.hyperparameterOutput(names: table.names, measurements: measurements[id] ?? []))
  }

  func trial(_ call: Call) throws(APIError) -> Trial.ID {
    let name = call[parameter: "trial"]
    guard let number = Int(name), number > 0, "\(number)" == name else {
      throw APIError(.notFound, "trials are numbered from 1")
    }
    return Trial.ID(number)
  }

  private func logs(_ call: Call) async throws -> Reply {
    let size = try call.integer("pageSize", in: 0...100_000).map { $0 == 0 ? 1_000 : min($0, 10_000) } ?? 1_000
    let (job, _) = try await job(call)
    let id = try trial(call)
    let question = "logs \(job.id) \(id)"
    let begin = try call.query["pageToken"].map { text throws(APIError) in try PageToken(text, for: question) }
    let first = begin.flatMap { $0.place.first }.flatMap(Int.init) ?? 0
    var entries: [JSONValue] = [], seen = 0, isMore = false
    for try await line in try await service.log(of: id, in: job.id, follow: false) {
      seen += 1
      guard seen > first else { continue }
      guard entries.count < size else {
        isMore = true
        break
      }
      entries.append(
        .object([
          "time": .string(line.time.rfc3339), "trialId": .string("\(line.trial)"),
          "stream": .string(line.stream.rawValue), "text": .string(line.text),
        ]))
    }
    var answer: [String: JSONValue] = entries.isEmpty ? [:] : ["entries": .array(entries)]
    if isMore {
      answer["nextPageToken"] = .string(PageToken(behind: ["\(first + entries.count)"]).text(for: question))
    }
    return .json(.object(answer))
  }
}
