// SPDX-License-Identifier: Apache-2.0
import AttuneConfig
import AttuneJob
import AttuneStudy

/// `projects.jobs` of the closed service, and what was missing there.
struct JobEndpoints: Sendable {
  let service: JobService
  let surroundings: Surroundings
  let catalog: JobCatalog
  let documents: JobDocuments
  let tails: JournalTails

  init(_ service: JobService, _ surroundings: Surroundings) {
    self.service = service
    self.surroundings = surroundings
    catalog = JobCatalog(service)
    documents = JobDocuments(service)
    tails = JournalTails(service)
  }

  var endpoints: [Endpoint] { core + policies + trials + artifacts }

  private var core: [Endpoint] {
    [
      Endpoint(
        "projects.jobs.create", .post, "v1/projects/{project}/jobs",
        "Creates a job of packages in the storage, and starts it.", body: .json(.named("Job")),
        answer: .json(.named("Job")), respond: create),
      Endpoint(
        "projects.jobs.list", .get, "v1/projects/{project}/jobs", "Lists jobs, newest first.",
        query: [
          .init("filter", "Which jobs: `jobId:census* AND state:FAILED`."),
          .init("pageSize", "Jobs in one answer; 20 unless given.", .integer(1...100)),
          .init("pageToken", "The `nextPageToken` of the answer before."),
        ],
        answer: .json(
          .object(["jobs": .list(.named("Job")), "nextPageToken": .string()])), respond: list),
      Endpoint(
        "projects.jobs.get", .get, "v1/projects/{project}/jobs/{job}", "Describes a job and its trials.",
        answer: .json(.named("Job")), respond: get),
      Endpoint(
        "projects.jobs.cancel", .post, "v1/projects/{project}/jobs/{job}:cancel",
        "Ends a job for good; its finished trials keep their results.", body: .json(.object), answer: .json(.object),
        respond: cancel),
      Endpoint(
        "projects.jobs.patch", .patch, "v1/projects/{project}/jobs/{job}", "Gives a job other labels.",
        query: [.init("updateMask", "`labels`, or `labels,etag`.")], body: .json(.named("Job")),
        answer: .json(.named("Job")), respond: patch),
    ]
  }

  /// Reads the newest jobs before anybody asks for them.
  func warmUp() async {
    guard let listings = try? await catalog.listings() else { return }
    for case .readable(let job, _) in listings where documents.hasRoom {
      guard !Task.isCancelled else { return }
      _ = try? await documents.text(of: job)
    }
  }

  private func create(_ call: Call) async throws -> Reply {
    try call.requireProject()
    let body = JSONValue.object(try await call.object())
    let job: SubmittedJob
    do throws(SubmittedJob.Mistakes) {
      job = try SubmittedJob(body, gpus: surroundings.gpus)
    } catch {
      throw APIError(error.all)
    }
    guard try await !service.exists(job.id) else { throw JobService.taken(job.id) }
    for notice in job.notices { surroundings.log("job \(job.id): \(notice.message)") }
    let notices = try await surroundings.unpacking(job.packages) { directory in
      try await service.create(job.spec(in: directory), id: job.id, environment: surroundings.environment).notices
    }
    for notice in notices { surroundings.log("job \(job.id): \(notice)") }
    catalog.forget()
    let (summary, _) = try await service.job(job.id)
    // The job is durable, and its controller is started again whenever it has none: an answer need not wait for it.
    surroundings.wake()
    return .json(summary.resource(trials: []))
  }

  private func list(_ call: Call) async throws -> Reply {
    try call.requireProject()
    let size = try call.integer("pageSize", in: 0...1_000).map { $0 == 0 ? 20 : min($0, 100) } ?? 20
    let filter = try call.query["filter"].map { text throws(APIError) in try JobFilter(text) }
    let question = "jobs \(call.query["filter"] ?? "")"
    let begin = try call.query["pageToken"].map { text throws(APIError) in try PageToken(text, for: question) }
    var jobs: [JobSummary] = []
    for case .readable(let job, _) in try await catalog.listings() where begin.map({ job.isBehind($0) }) ?? true {
      guard filter?.matches(job.resource(trials: [])) ?? true else { continue }
      jobs.append(job)
      if jobs.count > size { break }
    }
    let page = jobs.prefix(size)
    var text = Array(#"{"jobs":["#.utf8)
    for (index, job) in page.enumerated() {
      if index > 0 { text.append(UInt8(ascii: ",")) }
      text += try await documents.text(of: job)
    }
    text.append(UInt8(ascii: "]"))
    if jobs.count > size, let last = page.last {
      text += Array(#","nextPageToken":"\#(last.pageToken.text(for: question))""#.utf8)
    }
    return .bytes(page.isEmpty ? Array("{}".utf8) : text + [UInt8(ascii: "}")], type: .json)
  }

  private func get(_ call: Call) async throws -> Reply {
    let (job, _) = try await job(call)
    return .bytes(try await documents.text(of: job), type: .json)
  }

  private func cancel(_ call: Call) async throws -> Reply {
    _ = try await call.object()
    let (job, _) = try await job(call)
    guard !job.state.isFinished else {
      throw APIError(.failedPrecondition, "job \(job.id) has ended already: \(job.state.rawValue)")
    }
    try await service.post(.cancel, to: job.id)
    catalog.forget()
    surroundings.wake()
    return .json(.object([:]))
  }

  private func patch(_ call: Call) async throws -> Reply {
    let body = try await call.object()
    let mask = (call.query["updateMask"] ?? "labels").split(separator: ",").map { $0.trimmingPrefix("job.") }
    let others = mask.filter { $0 != "labels" && $0 != "etag" }
    guard others.isEmpty else {
      throw APIError(
        violations: others.map { .init(field: "update_mask", description: "'\($0)' can't be changed; labels can") })
    }
    let (job, _) = try await job(call)
    if case .string(let etag)? = body["etag"], !etag.isEmpty, etag != job.etag {
      throw APIError(.aborted, "the labels of job \(job.id) have changed since: get it again, and patch that")
    }
    if mask.contains("labels") {
      try await service.label(job.id, with: try Labels.read(body["labels"]))
      catalog.forget()
    }
    return .bytes(try await documents.text(of: try await service.job(job.id).0), type: .json)
  }

  /// The job that the path names, as it is now.
  func job(_ call: Call) async throws -> (JobSummary, owner: JobOwner?) {
    try call.requireProject()
    let name = call[parameter: "job"]
    guard let id = JobID(rawValue: name) else { throw APIError(.notFound, "there is no job of that name") }
    return try await service.job(id)
  }
}

extension JobSummary {
  fileprivate var pageToken: PageToken { PageToken(behind: ["\(createTime.milliseconds)", id.rawValue]) }

  /// Whether it comes after the place in a list of jobs, newest first.
  fileprivate func isBehind(_ token: PageToken) -> Bool {
    guard token.place.count == 2, let time = Int64(token.place[0]) else { return false }
    return createTime.milliseconds == time ? id.rawValue < token.place[1] : createTime.milliseconds < time
  }
}

extension Call {
  /// One machine is one place: any project names it, if it is a project's name.
  func requireProject() throws(APIError) {
    let name = self[parameter: "project"]
    let isName =
      name.utf8.count <= 63 && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.:".contains($0)) }
    guard isName, name.first?.isLetter == true || name.first?.isNumber == true else {
      throw APIError(.notFound, "that is no project's name")
    }
  }
}

/// Labels by the rules of Google Cloud: at most 64, keys of 1 to 63 characters, values of at most 63.
enum Labels {
  static func read(_ value: JSONValue?) throws(APIError) -> [String: String] {
    guard let value, value != .null else { return [:] }
    guard case .object(let members) = value else {
      throw APIError(violations: [.init(field: "job.labels", description: "must be an object of texts")])
    }
    var violations: [APIError.FieldViolation] = []
    var labels: [String: String] = [:]
    if members.count > 64 { violations.append(.init(field: "job.labels", description: "at most 64 labels are kept")) }
    for (key, value) in members.sorted(by: { $0.key < $1.key }) {
      guard case .string(let text) = value else {
        violations.append(.init(field: "job.labels", description: "the label '\(key)' must be a text"))
        continue
      }
      if key.isEmpty || key.count > 63 || text.count > 63 {
        violations.append(
          .init(field: "job.labels", description: "a label has a key of 1 to 63 characters, and a value of 63 at most"))
      }
      labels[key] = text
    }
    guard violations.isEmpty else { throw APIError(violations: violations) }
    return labels
  }
}
