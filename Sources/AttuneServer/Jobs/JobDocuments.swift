// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy
import Synchronization

/// Jobs as their JSON, trials and all. A job's text is kept until it changes, those asked for last first.
final class JobDocuments: Sendable {
  /// Bytes of text that are kept.
  private static let room = 32 << 20

  private struct Document {
    let edition: Edition
    let text: [UInt8]
    var lastUse: Int
  }

  /// What tells one state of a job from another.
  private struct Edition: Equatable {
    let entries: Int
    let state: JobSummary.State
    let labels: [String: String]
  }

  private struct Shelf {
    var documents: [JobID: Document] = [:]
    var size = 0
    var uses = 0
  }

  private let service: JobService
  private let shelf = Mutex(Shelf())

  init(_ service: JobService) { self.service = service }

  /// The `Job` resource, on one line.
  func text(of job: JobSummary) async throws -> [UInt8] {
    // Exports of older versions don't say what they tell of.
    guard let entries = job.entries else { return try await made(of: job) }
    let edition = Edition(entries: entries, state: job.state, labels: job.spec.labels)
    let kept = shelf.withLock { shelf -> [UInt8]? in
      guard let document = shelf.documents[job.id], document.edition == edition else { return nil }
      shelf.uses += 1
      shelf.documents[job.id]?.lastUse = shelf.uses
      return document.text
    }
    if let kept { return kept }
    let text = try await made(of: job)
    shelf.withLock { shelf in
      shelf.uses += 1
      shelf.size += text.count - (shelf.documents[job.id]?.text.count ?? 0)
      shelf.documents[job.id] = Document(edition: edition, text: text, lastUse: shelf.uses)
      if shelf.size > Self.room { Self.makeRoom(on: &shelf) }
    }
    return text
  }

  /// Whether it pays to make texts that nobody has asked for.
  var hasRoom: Bool { shelf.withLock { $0.size < Self.room * 3 / 4 } }

  /// Half of it at once, so that it is seldom done.
  private static func makeRoom(on shelf: inout Shelf) {
    for (job, document) in shelf.documents.sorted(by: { $0.value.lastUse < $1.value.lastUse }) {
      guard shelf.size > room / 2 else { return }
      shelf.documents[job] = nil
      shelf.size -= document.text.count
    }
  }

  private func made(of job: JobSummary) async throws -> [UInt8] {
    let table = try await service.trials(of: job)
    let trials = table.records.map { $0.hyperparameterOutput(names: table.names, measurements: []) }
    return JSONText.of(job.resource(trials: trials))
  }
}

extension JobSummary {
  /// The service's `Job`, with what only the API tells.
  func resource(trials: [JSONValue]) -> JSONValue {
    var resource = output(trials: trials)
    resource["etag"] = .string(etag)
    return resource
  }

  /// Tells whether the labels are still those that a caller has seen.
  var etag: String {
    let labels = JSONText.of(JSONValue.object(spec.labels.mapValues { .string($0) }))
    // FNV-1a: it keeps nothing secret.
    let hash = (Array(id.rawValue.utf8) + labels).reduce(0xCBF2_9CE4_8422_2325 as UInt64) { hash, byte in
      (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    return Base64.text(of: withUnsafeBytes(of: hash.bigEndian, Array.init))
  }
}
