// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import FoundationEssentials
import Glibc

/// An upload on its way: `uploads/<id>/` with `target` (the object's name) and `data` (what has been sent). When it is
/// finished, `data` has become the object.
struct UploadFolder {
  let name: ObjectName
  private let folder: String
  private var data: String { "\(folder)/data" }

  /// - Throws: `StorageError` with `notFound` where there is no such upload any more.
  init(_ id: UploadID, in home: AttuneHome) throws {
    folder = "\(home.uploads)/\(id.rawValue)"
    guard let target = try FileContent.read("\(folder)/target") else {
      throw StorageError(.notFound, "there is no such upload: it was given up, or its id is not this")
    }
    name = try ObjectName(uri: String(decoding: target, as: UTF8.self))
  }

  static func begin(_ name: ObjectName, in home: AttuneHome) throws -> UploadID {
    let digits = (0..<4).map { _ in UInt32.random(in: .min ... .max) }.map { String($0, radix: 16) }
    let text = digits.map { String(repeating: "0", count: 8 - $0.count) + $0 }.joined()
    guard let id = UploadID(rawValue: text) else { preconditionFailure("'\(text)' names no upload") }
    let folder = "\(home.uploads)/\(text)"
    try Directory.make(folder)
    try FileContent.replace("\(folder)/data", with: [], mode: 0o600)
    // Last: with it, there is an upload.
    try FileContent.replace("\(folder)/target", with: Array(name.description.utf8), mode: 0o600, durably: true)
    return id
  }

  /// Its data has become the object.
  var isFinished: Bool { get throws { access(data, F_OK) != 0 } }

  func received() throws -> Int {
    Int(try FileStamp(of: try Descriptor(opening: data, O_RDONLY | O_NOFOLLOW)).size)
  }

  /// - Returns: how many bytes there are then, on the disk.
  func append(_ bytes: [UInt8], at offset: Int) throws -> Int {
    let file = try Descriptor(opening: data, O_WRONLY | O_APPEND | O_NOFOLLOW)
    let size = Int(try FileStamp(of: file).size)
    guard offset <= size else {
      throw StorageError(.outOfOrder, "bytes from \(offset) on were sent, but only \(size) came before")
    }
    let new = bytes.dropFirst(size - offset)
    if !new.isEmpty {
      do {
        try file.write(Array(new), for: data)
      } catch {
        // What was half written is written again.
        ftruncate(file.raw, off_t(size))
        throw error
      }
    }
    guard fdatasync(file.raw) == 0 else { throw SystemError("save", data) }
    return max(size, offset + bytes.count)
  }

  func finish(in bucket: borrowing Descriptor) throws {
    let path = RelativePath(name.name)
    let parent: Descriptor
    do {
      parent = try bucket.makingDirectory(below: path.folder)
    } catch {
      guard [ENOTDIR, ELOOP, EEXIST].contains(error.code) else { throw error }
      throw StorageError(
        .conflict, "\(name) can't be kept: an object has the name of a folder in it, and both are files here")
    }
    guard renameat(AT_FDCWD, data, parent.raw, RelativePath(path.name).bytes) == 0 else {
      guard errno == EISDIR || errno == ENOTEMPTY || errno == EEXIST else { throw SystemError("keep", "\(name)") }
      throw StorageError(.conflict, "\(name) can't be kept: there are objects below a folder of that name")
    }
    fsync(parent.raw)
  }

  func remove() throws { try Directory.remove(folder) }
}

extension Descriptor {
  /// The directory at `path` below this one, made where it is missing; no component may be a link.
  fileprivate borrowing func makingDirectory(below path: RelativePath) throws(SystemError) -> Descriptor {
    var current = try Descriptor(opening: .here, in: self, O_RDONLY | O_DIRECTORY)
    for component in path.components {
      let name = RelativePath(component)
      guard mkdirat(current.raw, name.bytes, 0o700) == 0 || errno == EEXIST else {
        throw SystemError("make", path.text)
      }
      current = try Descriptor(opening: name, in: current, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
    }
    return current
  }
}
