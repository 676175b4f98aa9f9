// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// A file that stays open for as long as somebody reads it.
final class SharedDescriptor: Sendable {
  private let descriptor: Descriptor

  init(_ descriptor: consuming Descriptor) { self.descriptor = descriptor }

  func bytes(from offset: Int, count: Int) throws(SystemError) -> [UInt8] {
    try descriptor.bytes(from: offset, count: count)
  }
}

/// A range of a file's bytes, read as they are wanted.
struct FileChunks: AsyncSequence, Sendable {
  private static let length = 256 << 10

  private let file: SharedDescriptor
  private let begin: Int
  private let end: Int

  init(_ file: SharedDescriptor, from begin: Int, to end: Int) {
    self.file = file
    self.begin = begin
    self.end = end
  }

  func makeAsyncIterator() -> Iterator { Iterator(file: file, offset: begin, end: end) }

  struct Iterator: AsyncIteratorProtocol {
    let file: SharedDescriptor
    var offset: Int
    let end: Int

    mutating func next() async throws -> [UInt8]? {
      guard offset < end else { return nil }
      let (file, begin, count) = (file, offset, Swift.min(FileChunks.length, end - offset))
      let bytes = try await offPool { Result { try file.bytes(from: begin, count: count) } }.get()
      guard !bytes.isEmpty else { return nil }
      offset += bytes.count
      return bytes
    }
  }
}
