// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import HTTPTypes
import Hummingbird

extension JobEndpoints {
  /// What trials wrote, named by ids: callers send no paths.
  var artifacts: [Endpoint] {
    [
      Endpoint(
        "projects.jobs.trials.artifacts.list", .get,
        "v1/projects/{project}/jobs/{job}/trials/{trial}/artifacts",
        "Lists the files that a trial made or changed, in the order of their names.",
        query: [
          .init("pageSize", "Files in one answer; 1000 unless given.", .integer(1...1_000)),
          .init("pageToken", "The `nextPageToken` of the answer before."),
        ],
        answer: .json(.object(["artifacts": .list(.named("Artifact")), "nextPageToken": .string()])),
        respond: listArtifacts),
      Endpoint(
        "projects.jobs.trials.artifacts.get", .get,
        "v1/projects/{project}/jobs/{job}/trials/{trial}/artifacts/{artifact}", "Tells a file's content.",
        answer: .bytes, respond: getArtifact),
    ]
  }

  private func listArtifacts(_ call: Call) async throws -> Reply {
    let size = try call.integer("pageSize", in: 0...1_000_000).map { $0 == 0 ? 1_000 : min($0, 1_000) } ?? 1_000
    let (job, _) = try await job(call)
    let id = try trial(call)
    let question = "artifacts \(job.id) \(id)"
    let begin = try call.query["pageToken"].map { text throws(APIError) in try PageToken(text, for: question) }
    let behind = try await service.artifacts(of: id, in: job.id).drop { artifact in
      begin?.place.first.map { artifact.path <= $0 } ?? false
    }
    let page = behind.prefix(size)
    var answer: [String: JSONValue] = page.isEmpty ? [:] : ["artifacts": .array(page.map(\.resource))]
    if behind.count > size, let last = page.last {
      answer["nextPageToken"] = .string(PageToken(behind: [last.path]).text(for: question))
    }
    return .json(.object(answer))
  }

  private func getArtifact(_ call: Call) async throws -> Reply {
    let (job, _) = try await job(call)
    let id = try trial(call)
    guard let (artifact, chunks) = try await service.content(of: call[parameter: "artifact"], of: id, in: job.id) else {
      throw APIError(.notFound, "trial \(id) of job \(job.id) has no such file")
    }
    return Reply(
      headers: [
        .contentType: Reply.MediaType.bytes.rawValue, .contentDisposition: "attachment",
        .contentLength: "\(artifact.size)",
      ],
      body: ResponseBody(contentLength: artifact.size) { writer in
        for try await chunk in chunks { try await writer.write(ByteBuffer(bytes: chunk)) }
        try await writer.finish(nil)
      })
  }
}

extension Artifact {
  fileprivate var resource: JSONValue {
    .object([
      "artifactId": .string(id), "path": .string(path), "sizeBytes": .string("\(size)"),
      "updateTime": .string(updated.rfc3339),
    ])
  }
}
