// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import HTTPTypes
import Hummingbird

/// The part of Cloud Storage's JSON API that its clients need to keep and fetch objects.
struct StorageEndpoints: Sendable {
  let storage: any ObjectStorage

  var endpoints: [Endpoint] { buckets + objects + uploads }

  private var buckets: [Endpoint] {
    [
      Endpoint(
        "storage.buckets.list", .get, "storage/v1/b", "Lists the buckets.",
        query: [
          .init("project", "Any."), .init("maxResults", "Not looked at.", .integer()),
          .init("prefix", "How their names begin."), .init("pageToken", "Not looked at."),
        ], answer: .json(.object)
      ) { call in
        let prefix = call.query["prefix"] ?? ""
        let buckets = try await storage.buckets().filter { $0.name.hasPrefix(prefix) }
        return .json(.list(kind: "storage#buckets", buckets.map { $0.resource(at: call.base) }))
      },
      Endpoint(
        "storage.buckets.insert", .post, "storage/v1/b", "Makes a bucket.",
        query: [.init("project", "Any."), .init("predefinedAcl", "Not looked at.")],
        body: .json(.object(["name": .string()])), answer: .json(.object)
      ) { call in
        guard case .string(let name)? = try await call.object()["name"] else {
          throw APIError(violations: [.init(field: "name", description: "name the bucket")])
        }
        return .json(try await storage.makeBucket(name).resource(at: call.base))
      },
      Endpoint(
        "storage.buckets.get", .get, "storage/v1/b/{bucket}", "Describes a bucket.", answer: .json(.object)
      ) { call in .json(try await storage.bucket(call[parameter: "bucket"]).resource(at: call.base)) },
      Endpoint(
        "storage.buckets.delete", .delete, "storage/v1/b/{bucket}", "Deletes an empty bucket.", answer: .nothing
      ) { call in
        try await storage.removeBucket(call[parameter: "bucket"])
        return Reply(status: 204)
      },
    ]
  }

  private var objects: [Endpoint] {
    [
      Endpoint(
        "storage.objects.list", .get, "storage/v1/b/{bucket}/o", "Lists objects, in the order of their names.",
        query: [
          .init("prefix", "How their names begin."), .init("delimiter", "`/`, or nothing."),
          .init("pageToken", "The `nextPageToken` of the answer before."),
          .init("maxResults", "Names in one answer; 1000 unless given.", .integer(1...1_000)),
          .init("versions", "Not looked at.", .boolean), .init("includeTrailingDelimiter", "Not looked at.", .boolean),
          .init("softDeleted", "Not looked at.", .boolean),
        ], answer: .json(.object), respond: list),
      Endpoint(
        "storage.objects.get", .get, "storage/v1/b/{bucket}/o/{object}",
        "Describes an object; with `alt=media`, its content.",
        query: [.init("generation", "Not looked at.")], answer: .json(.object)
      ) { call in
        if call.query["alt"] == "media" { return try await download(call) }
        return .json(try await storage.object(name(call)).resource(at: call.base))
      },
      Endpoint(
        "storage.objects.download", .get, "download/storage/v1/b/{bucket}/o/{object}", "Tells an object's content.",
        query: [.init("generation", "Not looked at.")], answer: .bytes, respond: download),
      Endpoint(
        "storage.objects.delete", .delete, "storage/v1/b/{bucket}/o/{object}", "Deletes an object.",
        query: [.init("generation", "Not looked at.")], answer: .nothing
      ) { call in
        try await storage.remove(name(call))
        return Reply(status: 204)
      },
    ]
  }

  private func name(_ call: Call) throws -> ObjectName {
    try ObjectName(bucket: call[parameter: "bucket"], name: call[parameter: "object"])
  }

  private func list(_ call: Call) async throws -> Reply {
    let bucket = call[parameter: "bucket"], prefix = call.query["prefix"] ?? ""
    let limit = try call.integer("maxResults", in: 0...1_000_000).map { $0 == 0 ? 1_000 : min($0, 1_000) } ?? 1_000
    guard call.query["delimiter"].map({ $0 == "/" }) ?? true else {
      throw APIError(violations: [.init(field: "delimiter", description: "only '/' divides names here")])
    }
    let question = "objects \(bucket) \(prefix) \(call.query["delimiter"] ?? "")"
    let begin = try call.query["pageToken"].map { text throws(APIError) in try PageToken(text, for: question) }
    let page = try await storage.objects(
      in: bucket, prefix: prefix, delimiter: call.query["delimiter"] != nil, after: begin?.place.first, limit: limit)
    var answer = JSONValue.list(kind: "storage#objects", page.objects.map { $0.resource(at: call.base) })
    if !page.prefixes.isEmpty { answer["prefixes"] = .array(page.prefixes.map { .string($0) }) }
    answer["nextPageToken"] = page.last.map { .string(PageToken(behind: [$0]).text(for: question)) }
    return .json(answer)
  }

  private func download(_ call: Call) async throws -> Reply {
    let name = try name(call)
    let size = try await storage.object(name).size
    let range = try call.headers[.range].map { text throws(APIError) in try ByteRange(text, of: size) }
    let part = range?.bounds ?? 0..<size
    let reading = try await storage.read(name, from: part.lowerBound, upTo: part.count)
    // It may have been replaced meanwhile.
    guard reading.object.size == size else { throw APIError(.aborted, "\(name) was replaced: ask again") }
    var headers: HTTPFields = [
      .contentType: Reply.MediaType.bytes.rawValue, .contentDisposition: "attachment", .acceptRanges: "bytes",
      .contentLength: "\(part.count)",
    ]
    if let generation = HTTPField.Name("x-goog-generation") { headers[generation] = "\(reading.object.generation)" }
    if let sums = reading.object.checksums, let hash = HTTPField.Name("x-goog-hash") {
      headers[hash] = "crc32c=\(sums.crc32cText),md5=\(Base64.text(of: sums.md5))"
    }
    if range != nil { headers[.contentRange] = "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(size)" }
    let chunks = reading.chunks
    return Reply(
      status: range == nil ? 200 : 206, headers: headers,
      body: ResponseBody(contentLength: part.count) { writer in
        for try await chunk in chunks { try await writer.write(ByteBuffer(bytes: chunk)) }
        try await writer.finish(nil)
      })
  }
}

extension JSONValue {
  fileprivate static func list(kind: String, _ items: [JSONValue]) -> JSONValue {
    .object(items.isEmpty ? ["kind": .string(kind)] : ["kind": .string(kind), "items": .array(items)])
  }
}

extension Bucket {
  fileprivate func resource(at base: String) -> JSONValue {
    .object([
      "kind": .string("storage#bucket"), "id": .string(name), "name": .string(name),
      "selfLink": .string("\(base)/storage/v1/b/\(name)"), "timeCreated": .string(created.rfc3339),
      "updated": .string(created.rfc3339), "location": .string("LOCAL"), "storageClass": .string("STANDARD"),
      "metageneration": .string("1"),
    ])
  }
}

extension StoredObject {
  func resource(at base: String) -> JSONValue {
    var resource: [String: JSONValue] = [
      "kind": .string("storage#object"), "name": .string(name.name), "bucket": .string(name.bucket),
      "id": .string("\(name.bucket)/\(name.name)/\(generation)"), "generation": .string("\(generation)"),
      "metageneration": .string("1"), "size": .string("\(size)"), "updated": .string(updated.rfc3339),
      "timeCreated": .string(updated.rfc3339), "storageClass": .string("STANDARD"),
      "contentType": .string("application/octet-stream"), "etag": .string("\(generation)"),
      "mediaLink": .string(
        "\(base)/download/storage/v1/b/\(name.bucket)/o/\(PercentCoding.encoded(name.name))?generation=\(generation)"
          + "&alt=media"),
    ]
    if let checksums {
      resource["crc32c"] = .string(checksums.crc32cText)
      resource["md5Hash"] = .string(Base64.text(of: checksums.md5))
    }
    return .object(resource)
  }
}

extension StoredObject.Checksums {
  /// In base 64, big-endian.
  var crc32cText: String { Base64.text(of: withUnsafeBytes(of: crc32c.bigEndian, Array.init)) }
}
