// SPDX-License-Identifier: Apache-2.0
public import AttuneJob

/// Holds a storage to the laws of `ObjectStorage`; throws the first `ObjectStorageViolation`.
///
/// - Parameter open: the storage as another process would open it, always over the same place, which is empty at first.
public func checkObjectStorage(open: @escaping @Sendable () -> any ObjectStorage) async throws {
  let laws = ObjectStorageLaws(here: open(), elsewhere: open())
  try await laws.checkBuckets()
  try await laws.checkContent()
  try await laws.checkListing()
  try await laws.checkUploads()
  try await laws.checkConflicts()
}

public struct ObjectStorageViolation: Error, Sendable, CustomStringConvertible {
  public let description: String
}

/// Two doors to one storage.
struct ObjectStorageLaws: Sendable {
  let here: any ObjectStorage
  let elsewhere: any ObjectStorage

  func expect<Value: Equatable & Sendable>(_ found: Value, _ expected: Value, _ law: String) throws {
    guard found == expected else { throw ObjectStorageViolation(description: "\(law): \(found) instead of \(expected)") }
  }

  func expect<Value>(
    _ code: StorageError.Code, _ law: String, _ body: () async throws(StorageError) -> Value
  ) async throws {
    var found: StorageError.Code?
    do { _ = try await body() } catch { found = error.code }
    try expect(found, code, law)
  }

  func name(_ name: String, in bucket: String = "first") throws -> ObjectName {
    try ObjectName(bucket: bucket, name: name)
  }

  @discardableResult
  func put(_ text: String, at name: String, in bucket: String = "first") async throws -> StoredObject {
    let id = try await here.beginUpload(of: self.name(name, in: bucket))
    _ = try await here.append(Array(text.utf8), at: 0, to: id)
    return try await here.finishUpload(id)
  }

  func text(_ name: String, from offset: Int = 0, upTo count: Int = .max) async throws -> String {
    let reading = try await elsewhere.read(self.name(name), from: offset, upTo: count)
    var bytes: [UInt8] = []
    for try await chunk in reading.chunks { bytes += chunk }
    return String(decoding: bytes, as: UTF8.self)
  }

  func checkBuckets() async throws {
    try expect(try await here.buckets().count, 0, "a new storage is empty")
    try await expect(.notFound, "what was not made is not there") { () throws(StorageError) in
      try await here.bucket("first")
    }
    _ = try await here.makeBucket("first")
    _ = try await here.makeBucket("another-one.2")
    try expect(try await elsewhere.buckets().map(\.name), ["another-one.2", "first"], "buckets are listed by name")
    try await expect(.alreadyExists, "a bucket is made once") { () throws(StorageError) in
      try await elsewhere.makeBucket("first")
    }
    try await here.removeBucket("another-one.2")
    try expect(try await elsewhere.buckets().map(\.name), ["first"], "a bucket that was removed is gone")
  }

  func checkContent() async throws {
    let made = try await put("hello, world", at: "a/b.txt")
    try expect(made.size, 12, "an object tells its size")
    // Of `hello, world`, by independent programs.
    try expect(made.checksums?.crc32c, 0x6999_A41F, "an object tells its CRC-32C")
    try expect(
      made.checksums?.md5,
      [0xE4, 0xD7, 0xF1, 0xB4, 0xED, 0x2E, 0x42, 0xD1, 0x58, 0x98, 0xF4, 0xB2, 0x7B, 0x01, 0x9D, 0xA4],
      "an object tells its MD5")
    try expect(try await text("a/b.txt"), "hello, world", "what was put is read")
    try expect(try await text("a/b.txt", from: 7, upTo: 3), "wor", "a part is read")
    try expect(try await elsewhere.object(name("a/b.txt")), made, "an object is described as it was when it was put")
    let reading = try await elsewhere.read(name("a/b.txt"), from: 0, upTo: .max)
    let again = try await put("again", at: "a/b.txt")
    try expect(again.generation != made.generation, true, "another content has another generation")
    var old: [UInt8] = []
    for try await chunk in reading.chunks { old += chunk }
    try expect(String(decoding: old, as: UTF8.self), "hello, world", "who reads an object reads it to its end")
    try await here.remove(name("a/b.txt"))
    try await expect(.notFound, "a removed object is gone") { () throws(StorageError) in
      try await elsewhere.object(ObjectName(bucket: "first", name: "a/b.txt"))
    }
    try await expect(.notFound, "and is removed once") { () throws(StorageError) in
      try await elsewhere.remove(ObjectName(bucket: "first", name: "a/b.txt"))
    }
  }

  func checkListing() async throws {
    for name in ["b", "a/x", "a.txt", "a/y/z", "a0"] { try await put(name, at: name) }
    func names(_ prefix: String, delimiter: Bool = false, after: String? = nil, limit: Int = 100) async throws -> [String] {
      let page = try await elsewhere.objects(in: "first", prefix: prefix, delimiter: delimiter, after: after, limit: limit)
      return page.objects.map(\.name.name) + page.prefixes.map { "(\($0))" } + (page.last.map { ["…\($0)"] } ?? [])
    }
    let all = ["a.txt", "a/x", "a/y/z", "a0", "b"]
    try expect(try await names(""), all, "objects are listed in the order of their names' bytes")
    try expect(try await names("a/"), ["a/x", "a/y/z"], "by how their names begin")
    try expect(try await names("a"), ["a.txt", "a/x", "a/y/z", "a0"], "which need not be a whole part")
    try expect(try await names("c"), [], "there may be none")
    try expect(try await names("", delimiter: true), ["a.txt", "a0", "b", "(a/)"], "what lies below is told as one")
    try expect(try await names("a/", delimiter: true), ["a/x", "(a/y/)"], "at each level")
    var pages: [String] = [], place: String?
    repeat {
      let page = try await elsewhere.objects(in: "first", prefix: "", delimiter: false, after: place, limit: 2)
      pages += page.objects.map(\.name.name)
      place = page.last
    } while place != nil
    try expect(pages, all, "pages hold each object once")
    let page = try await elsewhere.objects(in: "first", prefix: "", delimiter: true, after: "a.txt", limit: 1)
    try expect(page.prefixes, ["a/"], "a page may hold a prefix alone")
    let next = try await elsewhere.objects(in: "first", prefix: "", delimiter: true, after: page.last, limit: 9)
    try expect(next.objects.map(\.name.name), ["a0", "b"], "and the next goes on behind it")
    for name in all { try await here.remove(self.name(name)) }
    try expect(try await names(""), [], "all can be removed")
  }

  func checkUploads() async throws {
    let id = try await here.beginUpload(of: name("big"))
    try expect(try await elsewhere.upload(id), .open(name("big"), received: 0), "an upload is known everywhere")
    try expect(try await here.append(Array("0123".utf8), at: 0, to: id), 4, "it tells how far it is")
    try await expect(.outOfOrder, "it has no gaps") { () throws(StorageError) in
      try await elsewhere.append(Array("9".utf8), at: 5, to: id)
    }
    try expect(try await elsewhere.append(Array("2345".utf8), at: 2, to: id), 6, "what came twice counts once")
    try expect(try await elsewhere.append(Array("01".utf8), at: 0, to: id), 6, "nor does it take anything back")
    try await expect(.notFound, "the object is there when it is whole") { () throws(StorageError) in
      try await elsewhere.object(ObjectName(bucket: "first", name: "big"))
    }
    let made = try await here.finishUpload(id)
    try expect(try await text("big"), "012345", "parts make the whole")
    try expect(try await elsewhere.finishUpload(id), made, "it can be finished twice")
    try expect(try await elsewhere.upload(id), .finished(made), "and says that it is finished")
    try await here.remove(name("big"))
    let other = try await here.beginUpload(of: name("other"))
    try await elsewhere.cancelUpload(other)
    try await expect(.notFound, "an upload that was given up is gone") { () throws(StorageError) in
      try await here.upload(other)
    }
    try await expect(.notFound, "uploads go to buckets that are there") { () throws(StorageError) in
      try await here.beginUpload(of: ObjectName(bucket: "nowhere", name: "x"))
    }
  }

  func checkConflicts() async throws {
    try await put("1", at: "dir/file")
    try await expect(.conflict, "a bucket with objects stays") { () throws(StorageError) in
      try await here.removeBucket("first")
    }
    for name in ["dir", "dir/file/below"] {
      let id = try await here.beginUpload(of: self.name(name))
      try await expect(.conflict, "an object has not the name of a folder of others") { () throws(StorageError) in
        try await here.finishUpload(id)
      }
      try await here.cancelUpload(id)
    }
    try expect(try await text("dir/file"), "1", "what was there is as it was")
    try await here.remove(name("dir/file"))
  }
}
