// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import HTTPTypes
import Hummingbird
import NIOCore

extension StorageEndpoints {
  /// Bytes that are kept at a time.
  private static let chunk = 1 << 20
  /// Of a request whose parts must be told apart first.
  private static let largestMultipart = 32 << 20

  var uploads: [Endpoint] {
    [
      Endpoint(
        "storage.objects.insert", .post, "upload/storage/v1/b/{bucket}/o",
        "Keeps an object: at once (`uploadType=media` or `multipart`), or by an upload that can go on after anything "
          + "(`resumable`), whose place is told in `Location`.",
        query: [
          .init("uploadType", "How it is sent.", .word(["media", "multipart", "resumable"])),
          .init("name", "The object's name, where it is not in the metadata."),
          .init("ifGenerationMatch", "0: only where there is no such object yet.", .string(pattern: "^[0-9]+$")),
          .init("predefinedAcl", "Not looked at."), .init("contentEncoding", "Not looked at."),
        ], body: .bytes, answer: .json(.object), respond: insert),
      Endpoint(
        "storage.objects.upload", .put, "upload/storage/v1/b/{bucket}/o", "Sends a part of a resumable upload.",
        query: [
          .init("upload_id", "As it was told.", .string(pattern: "^[0-9a-f]{32}$")),
          .init("name", "Not looked at."), .init("ifGenerationMatch", "Not looked at."),
          .init("predefinedAcl", "Not looked at."), .init("contentEncoding", "Not looked at."),
        ], body: .bytes, answer: .json(.object), respond: resume),
      Endpoint(
        "storage.objects.cancelUpload", .delete, "upload/storage/v1/b/{bucket}/o", "Gives up a resumable upload.",
        query: [.init("upload_id", "As it was told."), .init("name", "Not looked at.")], answer: .nothing
      ) { call in
        try await storage.cancelUpload(uploadID(call))
        return Reply(status: 204)
      },
    ]
  }

  private func insert(_ call: Call) async throws -> Reply {
    switch call.query["uploadType"] {
    case "media":
      let name = try await self.name(call.query["name"], in: call)
      let id = try await storage.beginUpload(of: name)
      return try await finishing(id, call) { try await keep(call, from: 0, in: id) }
    case "multipart":
      let body = try await call.bytes(upTo: Self.largestMultipart)
      let parts = try MultipartBody(body, type: call.headers[.contentType] ?? "")
      let name = try await self.name(try parts.metadata(named: "name") ?? call.query["name"], in: call)
      let id = try await storage.beginUpload(of: name)
      return try await finishing(id, call) { _ = try await storage.append(parts.content, at: 0, to: id) }
    case "resumable":
      let metadata = try await call.object()
      let written = if case .string(let name)? = metadata["name"] { name } else { call.query["name"] }
      let name = try await self.name(written, in: call)
      let id = try await storage.beginUpload(of: name)
      let place = "\(call.base)/upload/storage/v1/b/\(name.bucket)/o?uploadType=resumable&upload_id=\(id.rawValue)"
      return Reply(headers: [.location: place, .contentLength: "0"])
    default:
      throw APIError(violations: [
        .init(field: "uploadType", description: "write media, multipart or resumable")
      ])
    }
  }

  private func name(_ name: String?, in call: Call) async throws -> ObjectName {
    guard let name else { throw APIError(violations: [.init(field: "name", description: "name the object")]) }
    let object = try ObjectName(bucket: call[parameter: "bucket"], name: name)
    switch call.query["ifGenerationMatch"] {
    case nil: break
    case "0"?:
      guard (try? await storage.object(object)) == nil else {
        throw APIError(.failedPrecondition, "there is an object \(object) already", code: 412)
      }
    case let generation?:
      guard let known = try? await storage.object(object), "\(known.generation)" == generation else {
        throw APIError(.failedPrecondition, "\(object) is not of generation \(generation)", code: 412)
      }
    }
    return object
  }

  /// What can't be kept leaves no upload behind: its sender has nothing to go on with.
  private func finishing(_ id: UploadID, _ call: Call, _ body: () async throws -> Void) async throws -> Reply {
    do {
      try await body()
      return .json(try await finish(id).resource(at: call.base))
    } catch {
      try? await storage.cancelUpload(id)
      throw error
    }
  }

  private func finish(_ id: UploadID) async throws -> StoredObject { try await storage.finishUpload(id) }

  private func uploadID(_ call: Call) throws -> UploadID {
    guard let id = call.query["upload_id"].flatMap({ UploadID(rawValue: $0) }) else {
      throw APIError(.notFound, "there is no such upload")
    }
    return id
  }

  private func resume(_ call: Call) async throws -> Reply {
    let id = try uploadID(call)
    let upload = try await storage.upload(id)
    // A sender who never heard of the end asks again.
    guard case .open(_, var received) = upload else {
      guard case .finished(let object) = upload else { return Reply(status: 204) }
      return .json(object.resource(at: call.base))
    }
    let range = try call.headers[.contentRange].map { text throws(APIError) in try SentRange(text) }
    var total = range?.total
    if range == nil || range?.bounds != nil {
      do {
        received = try await keep(call, from: range?.bounds?.lowerBound ?? 0, in: id)
      } catch let error as StorageError where error.code == .outOfOrder {
        return Self.incomplete(received)
      }
      // Without a range, the body is all of it.
      if range == nil { total = received }
    }
    guard received == total else {
      guard received < total ?? .max else {
        throw APIError(.invalidArgument, "\(received) bytes were sent, more than the \(total ?? 0) announced")
      }
      return Self.incomplete(received)
    }
    return .json(try await finish(id).resource(at: call.base))
  }

  private static func incomplete(_ received: Int) -> Reply {
    var headers: HTTPFields = [.contentLength: "0"]
    if received > 0 { headers[.range] = "bytes=0-\(received - 1)" }
    return Reply(status: 308, headers: headers)
  }

  /// - Returns: how many bytes of the upload there are then.
  @discardableResult
  private func keep(_ call: Call, from offset: Int, in id: UploadID) async throws -> Int {
    var end = offset, bytes: [UInt8] = [], received = try await storage.append([], at: offset, to: id)
    try await call.read { part in
      bytes += part.readableBytesView
      guard bytes.count >= Self.chunk else { return }
      received = try await storage.append(bytes, at: end, to: id)
      end += bytes.count
      bytes.removeAll(keepingCapacity: true)
    }
    if !bytes.isEmpty { received = try await storage.append(bytes, at: end, to: id) }
    return received
  }
}
