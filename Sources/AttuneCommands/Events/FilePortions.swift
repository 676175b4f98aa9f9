// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file read piece by piece, whatever its size.
struct FilePortions: ~Copyable {
  /// In bytes.
  private static let portion = 1 << 20

  /// Tells it from another file of the same name.
  let identity: UInt64
  /// In bytes, when it was opened.
  let size: Int

  private let path: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []

  init(of path: String) throws(InputError) {
    // A pipe of that name must not block.
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Self.failure(path) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let failure = Self.failure(path)
      close(descriptor)
      throw failure
    }
    self.path = path
    identity = UInt64(status.st_ino)
    size = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// - Returns: how many bytes were fed; nil at the end that it had when it was opened.
  mutating func next(from offset: Int, feed: (Span<UInt8>) -> Void) throws(InputError) -> Int? {
    guard offset < size else { return nil }
    if buffer.isEmpty { buffer = [UInt8](repeating: 0, count: min(size - offset, Self.portion)) }
    while true {
      let count = buffer.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, off_t(offset)) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Self.failure(path) }
      guard count > 0 else { return nil }
      feed(buffer.span.extracting(..<count))
      return count
    }
  }

  /// All there is, of a pipe too.
  ///
  /// - Parameter take: says whether to go on.
  static func each(of path: String, take: (Span<UInt8>) -> Bool) throws(InputError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: portion)
    while true {
      let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure(path) }
      guard count > 0, take(buffer.span.extracting(..<count)) else { return }
    }
  }

  private static func failure(_ path: String) -> InputError {
    InputError("'\(path)' can't be read: \(String(cString: strerror(errno)))")
  }
}
