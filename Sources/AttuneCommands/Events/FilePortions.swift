// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file read piece by piece, whatever its size.
enum FilePortions {
  /// In bytes.
  private static let portion = 1 << 20

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
