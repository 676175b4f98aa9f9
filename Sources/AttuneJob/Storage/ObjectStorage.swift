// SPDX-License-Identifier: Apache-2.0

/// Objects in buckets, as Cloud Storage has them: what `gs://bucket/object` names on this machine.
///
/// `checkObjectStorage` in AttuneTesting is its law book.
public protocol ObjectStorage: Sendable {
  /// By name.
  func buckets() async throws(StorageError) -> [Bucket]
  /// Throws `alreadyExists`.
  func makeBucket(_ name: String) async throws(StorageError) -> Bucket
  func bucket(_ name: String) async throws(StorageError) -> Bucket
  /// Throws `conflict` while it holds objects.
  func removeBucket(_ name: String) async throws(StorageError)

  /// What is known of an object, its checksums too, which takes reading it where it is new.
  func object(_ name: ObjectName) async throws(StorageError) -> StoredObject
  /// Objects of a bucket whose name begins with `prefix` and comes after `name`, in the order of the bytes of their
  /// names, `limit` at most; those below a `delimiter` behind the prefix are told as one.
  func objects(
    in bucket: String, prefix: String, delimiter: Bool, after name: String?, limit: Int
  ) async throws(StorageError) -> ObjectPage
  /// Part of its bytes, as they are when it is opened.
  func read(_ name: ObjectName, from offset: Int, upTo count: Int) async throws(StorageError) -> ObjectReading
  func remove(_ name: ObjectName) async throws(StorageError)

  /// An upload that outlives the process: it is known by its id until it is finished, or given up after some days.
  func beginUpload(of name: ObjectName) async throws(StorageError) -> UploadID
  func upload(_ id: UploadID) async throws(StorageError) -> Upload
  /// Appends bytes that begin at `offset`; bytes that are there already are passed over. Durable on return.
  /// - Returns: how many there are now.
  /// - Throws: `outOfOrder` for a gap.
  func append(_ bytes: [UInt8], at offset: Int, to id: UploadID) async throws(StorageError) -> Int
  /// Makes the object of what has been sent, in the place of one of that name. Finishing twice does no harm.
  func finishUpload(_ id: UploadID) async throws(StorageError) -> StoredObject
  func cancelUpload(_ id: UploadID) async throws(StorageError)
}

/// The name of an object in its bucket, checked: it can't lead anywhere else.
public struct ObjectName: Sendable, Hashable, CustomStringConvertible {
  public let bucket: String
  public let name: String

  /// - Throws: `invalid`, with what is wrong with it.
  public init(bucket: String, name: String) throws(StorageError) {
    try Bucket.check(bucket)
    guard !name.isEmpty, name.utf8.count <= 1_024 else {
      throw StorageError(.invalid, "an object's name has 1 to 1024 bytes")
    }
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." && $0.utf8.count <= 255 }) else {
      throw StorageError(
        .invalid, "an object is a file here: the parts of its name between slashes can't be empty, '.', '..', or "
          + "longer than 255 bytes")
    }
    guard !name.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }), !name.utf8.contains(UInt8(ascii: "\\")) else {
      throw StorageError(.invalid, "an object's name can't hold control characters or '\\'")
    }
    self.bucket = bucket
    self.name = name
  }

  /// - Parameter uri: `gs://bucket/name`.
  public init(uri: String) throws(StorageError) {
    let parts = uri.dropFirst(5).split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard uri.hasPrefix("gs://"), parts.count == 2 else {
      throw StorageError(.invalid, "an object is named 'gs://BUCKET/OBJECT'")
    }
    try self.init(bucket: String(parts[0]), name: String(parts[1]))
  }

  public var description: String { "gs://\(bucket)/\(name)" }
}

public struct Bucket: Sendable, Hashable {
  public let name: String
  public let created: Timestamp

  public init(name: String, created: Timestamp) {
    self.name = name
    self.created = created
  }

  /// The rules of Cloud Storage: 3 to 222 lower-case letters, digits, `-`, `_` and `.`, the ends letters or digits.
  /// - Throws: `invalid`.
  public static func check(_ name: String) throws(StorageError) {
    func isPlain(_ byte: UInt8) -> Bool {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
    let bytes = Array(name.utf8)
    guard (3...222).contains(bytes.count), bytes.first.map(isPlain) == true, bytes.last.map(isPlain) == true,
      bytes.allSatisfy({ isPlain($0) || "-_.".utf8.contains($0) }), !name.contains("..")
    else {
      throw StorageError(
        .invalid, "a bucket's name has 3 to 222 lower-case letters, digits, '-', '_' and '.', and begins and ends with "
          + "a letter or a digit")
    }
  }
}

public struct StoredObject: Sendable, Hashable {
  public let name: ObjectName
  public let size: Int
  public let updated: Timestamp
  /// Another one for each content.
  public let generation: Int64
  /// Nil where it has not been read yet.
  public let checksums: Checksums?

  public struct Checksums: Sendable, Hashable {
    /// Castagnoli's.
    public let crc32c: UInt32
    public let md5: [UInt8]

    public init(crc32c: UInt32, md5: [UInt8]) {
      self.crc32c = crc32c
      self.md5 = md5
    }
  }

  public init(name: ObjectName, size: Int, updated: Timestamp, generation: Int64, checksums: Checksums?) {
    self.name = name
    self.size = size
    self.updated = updated
    self.generation = generation
    self.checksums = checksums
  }
}

public struct ObjectPage: Sendable {
  public let objects: [StoredObject]
  /// `a/` for all that lies below it.
  public let prefixes: [String]
  /// Where the next page goes on; nil for the last.
  public let last: String?

  public init(objects: [StoredObject], prefixes: [String], last: String?) {
    self.objects = objects
    self.prefixes = prefixes
    self.last = last
  }
}

/// An object that is open: it can be read to its end, whatever becomes of its name.
public struct ObjectReading: Sendable {
  public let object: StoredObject
  /// In order, some kilobytes at a time.
  public let chunks: any AsyncSequence<[UInt8], any Error> & Sendable

  public init(object: StoredObject, chunks: any AsyncSequence<[UInt8], any Error> & Sendable) {
    self.object = object
    self.chunks = chunks
  }
}

/// Names an upload: 128 random bits, as 32 hexadecimal digits.
public struct UploadID: Sendable, Hashable {
  public let rawValue: String

  public init?(rawValue: String) {
    guard rawValue.utf8.count == 32,
      rawValue.utf8.allSatisfy({
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
      })
    else { return nil }
    self.rawValue = rawValue
  }
}

public enum Upload: Sendable, Hashable {
  /// So many bytes have come.
  case open(ObjectName, received: Int)
  case finished(StoredObject)
}

public struct StorageError: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Code: String, Sendable, Hashable {
    case invalid, notFound, alreadyExists, conflict, outOfOrder, unavailable
  }

  public let code: Code
  /// What happened, to what, what to do.
  public let description: String

  public init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
