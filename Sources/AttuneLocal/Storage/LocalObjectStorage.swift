// SPDX-License-Identifier: Apache-2.0
package import AttuneJob
import AttuneEvents
import Glibc
import Synchronization

/// Cloud Storage below `$ATTUNE_HOME/gs`: a bucket is a folder, an object a file in it, where trainers and the shims
/// find them, too. No link is ever followed.
package final class LocalObjectStorage: ObjectStorage {
  private let home: AttuneHome
  /// Of files that have been read, by what tells their states apart.
  private let checksums = Mutex<[FileStamp: StoredObject.Checksums]>([:])

  package init(home: AttuneHome) { self.home = home }

  // MARK: - Buckets

  package func buckets() async throws(StorageError) -> [Bucket] {
    try await performing("list the buckets") { [self] in
      guard access(home.storage, F_OK) == 0 else { return [] }
      let root = try Descriptor.directory(home.storage)
      return try root.entries().compactMap { entry in
        guard entry.kind == .directory, (try? Bucket.check(entry.name.text)) != nil else { return nil }
        return Bucket(name: entry.name.text, created: try FileStamp(of: entry.name, in: root).time)
      }
    }
  }

  package func makeBucket(_ name: String) async throws(StorageError) -> Bucket {
    try Bucket.check(name)
    return try await performing("make the bucket \(name)") { [self] in
      try Directory.make(home.storage)
      guard try Directory.makeNew("\(home.storage)/\(name)") else {
        throw StorageError(.alreadyExists, "there is a bucket '\(name)' already")
      }
      return try existingBucket(name)
    }
  }

  package func bucket(_ name: String) async throws(StorageError) -> Bucket {
    try Bucket.check(name)
    return try await performing("look at the bucket \(name)") { [self] in try existingBucket(name) }
  }

  package func removeBucket(_ name: String) async throws(StorageError) {
    try Bucket.check(name)
    try await performing("remove the bucket \(name)") { [self] in
      _ = try existingBucket(name)
      guard rmdir("\(home.storage)/\(name)") == 0 else {
        guard errno == ENOTEMPTY || errno == EEXIST else { throw SystemError("remove", "gs://\(name)") }
        throw StorageError(.conflict, "the bucket '\(name)' is not empty: delete its objects first")
      }
    }
  }

  private func existingBucket(_ name: String) throws -> Bucket {
    Bucket(name: name, created: try FileStamp(of: try folder(of: name)).time)
  }

  private func folder(of bucket: String) throws -> Descriptor {
    do {
      let root = try Descriptor.directory(home.storage)
      return try Descriptor(opening: RelativePath(bucket), in: root, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
    } catch {
      guard error.code == ENOENT || error.code == ENOTDIR || error.code == ELOOP else { throw error }
      throw StorageError(.notFound, "there is no bucket '\(bucket)'")
    }
  }

  // MARK: - Objects

  package func object(_ name: ObjectName) async throws(StorageError) -> StoredObject {
    try await performing("look at \(name)") { [self] in
      let file = try open(name)
      return try described(file, as: name, reading: true)
    }
  }

  package func objects(
    in bucket: String, prefix: String, delimiter: Bool, after name: String?, limit: Int
  ) async throws(StorageError) -> ObjectPage {
    try Bucket.check(bucket)
    return try await performing("list gs://\(bucket)/\(prefix)") { [self] in
      var lister = ObjectLister(
        prefix: Array(prefix.utf8), delimiter: delimiter, after: name.map { Array($0.utf8) }, limit: limit)
      try lister.visit(try folder(of: bucket), path: [])
      let objects = lister.objects.compactMap { found -> StoredObject? in
        guard let name = try? ObjectName(bucket: bucket, name: found.name) else { return nil }
        return StoredObject(
          name: name, size: Int(found.stamp.size), updated: found.stamp.time, generation: found.stamp.generation,
          checksums: checksums.withLock { $0[found.stamp] })
      }
      return ObjectPage(objects: objects, prefixes: lister.prefixes, last: lister.isFull ? lister.last : nil)
    }
  }

  package func read(
    _ name: ObjectName, from offset: Int, upTo count: Int
  ) async throws(StorageError) -> ObjectReading {
    try await performing("read \(name)") { [self] in
      let file = try open(name)
      let object = try described(file, as: name, reading: true)
      return ObjectReading(
        object: object, chunks: FileChunks(SharedDescriptor(file), from: offset, to: min(object.size, offset + count)))
    }
  }

  package func remove(_ name: ObjectName) async throws(StorageError) {
    try await performing("delete \(name)") { [self] in
      let path = RelativePath(name.name)
      let parent = try parent(of: name)
      _ = try open(name)
      guard unlinkat(parent.raw, RelativePath(path.name).bytes, 0) == 0 else { throw SystemError("delete", "\(name)") }
      // Folders are there for their objects only.
      var folder = path.folder
      while folder != .here {
        let above = try self.folder(of: name.bucket).directory(below: folder.folder)
        guard unlinkat(above.raw, RelativePath(folder.name).bytes, AT_REMOVEDIR) == 0 else { return }
        folder = folder.folder
      }
    }
  }

  private func parent(of name: ObjectName) throws -> Descriptor {
    let bucket = try folder(of: name.bucket)
    do {
      return try bucket.directory(below: RelativePath(name.name).folder)
    } catch {
      throw [ENOENT, ENOTDIR, ELOOP].contains(error.code) ? missing(name) : error
    }
  }

  func open(_ name: ObjectName) throws -> Descriptor {
    let parent = try parent(of: name)
    let file: Descriptor
    do {
      file = try Descriptor(
        opening: RelativePath(RelativePath(name.name).name), in: parent, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
    } catch {
      throw [ENOENT, ENOTDIR, ELOOP, ENXIO].contains(error.code) ? missing(name) : error
    }
    guard try FileStamp(of: file).kind == .file else { throw missing(name) }
    return file
  }

  private func missing(_ name: ObjectName) -> StorageError { StorageError(.notFound, "there is no object \(name)") }

  /// - Parameter reading: whether it is worth reading all of the file for its checksums.
  private func described(_ file: borrowing Descriptor, as name: ObjectName, reading: Bool) throws -> StoredObject {
    let stamp = try FileStamp(of: file)
    var sums = checksums.withLock { $0[stamp] }
    if sums == nil, reading {
      sums = try file.checksums(of: Int(stamp.size))
      checksums.withLock { kept in
        if kept.count >= 10_000 { kept = [:] }
        kept[stamp] = sums
      }
    }
    return StoredObject(
      name: name, size: Int(stamp.size), updated: stamp.time, generation: stamp.generation, checksums: sums)
  }

  // MARK: - Uploads

  package func beginUpload(of name: ObjectName) async throws(StorageError) -> UploadID {
    try await performing("begin an upload of \(name)") { [self] in
      _ = try folder(of: name.bucket)
      return try UploadFolder.begin(name, in: home)
    }
  }

  package func upload(_ id: UploadID) async throws(StorageError) -> Upload {
    try await performing("look at an upload") { [self] in
      let upload = try UploadFolder(id, in: home)
      if try upload.isFinished { return .finished(try described(open(upload.name), as: upload.name, reading: true)) }
      return .open(upload.name, received: try upload.received())
    }
  }

  package func append(_ bytes: [UInt8], at offset: Int, to id: UploadID) async throws(StorageError) -> Int {
    try await performing("keep what was sent") { [self] in
      try UploadFolder(id, in: home).append(bytes, at: offset)
    }
  }

  package func finishUpload(_ id: UploadID) async throws(StorageError) -> StoredObject {
    try await performing("finish an upload") { [self] in
      let upload = try UploadFolder(id, in: home)
      if try !upload.isFinished { try upload.finish(in: try folder(of: upload.name.bucket)) }
      return try described(open(upload.name), as: upload.name, reading: true)
    }
  }

  package func cancelUpload(_ id: UploadID) async throws(StorageError) {
    try await performing("give up an upload") { [self] in try UploadFolder(id, in: home).remove() }
  }

  /// Does blocking work off the cooperative threads.
  private func performing<Value: Sendable>(
    _ what: String, _ work: @escaping @Sendable () throws -> Value
  ) async throws(StorageError) -> Value {
    do {
      return try await offPool { Result { try work() } }.get()
    } catch let error as StorageError {
      throw error
    } catch {
      throw StorageError(.unavailable, "could not \(what): \(error)")
    }
  }
}

extension FileStamp {
  var time: Timestamp { Timestamp(milliseconds: modified / 1_000_000) }
  /// Microseconds, as in Cloud Storage.
  var generation: Int64 { max(1, modified / 1_000) }
}

extension Descriptor {
  fileprivate borrowing func checksums(of size: Int) throws(SystemError) -> StoredObject.Checksums {
    var crc: UInt32 = 0, md5 = MD5(), offset = 0
    while offset < size {
      let bytes = try bytes(from: offset, count: min(1 << 20, size - offset))
      guard !bytes.isEmpty else { break }
      crc = CRC32C.checksum(of: bytes.span, continuing: crc)
      md5.take(bytes)
      offset += bytes.count
    }
    return .init(crc32c: crc, md5: md5.digest())
  }
}
