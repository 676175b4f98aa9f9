// SPDX-License-Identifier: Apache-2.0

/// The first and the last bytes that were read of a file: tells whether it has only grown since.
struct ContentFingerprint {
  private static let size = 256

  private var head: [UInt8] = []
  private var tail: [UInt8] = []
  /// Bytes that were read.
  private(set) var count = 0

  init() {}

  /// Of the first `size` bytes of a file.
  init(of file: borrowing Descriptor, size: Int) throws(SystemError) {
    head = try file.bytes(from: 0, count: min(size, Self.size))
    tail = try file.bytes(from: max(0, size - Self.size), count: min(size, Self.size))
    count = size
  }

  mutating func add(_ bytes: [UInt8]) {
    if head.count < Self.size { head += bytes.prefix(Self.size - head.count) }
    tail = Array((tail + bytes.suffix(Self.size)).suffix(Self.size))
    count += bytes.count
  }

  /// False for a file that was written anew in the same place.
  func matches(_ file: borrowing Descriptor) -> Bool {
    guard count > 0 else { return true }
    guard let begin = try? file.bytes(from: 0, count: head.count), begin == head,
      let end = try? file.bytes(from: count - tail.count, count: tail.count), end == tail
    else { return false }
    return true
  }
}
