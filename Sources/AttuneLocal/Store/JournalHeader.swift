// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import Glibc

/// The first 100 bytes of a database: enough to tell in microseconds whether it is one that can be read.
///
/// Source: "Database File Format" in SQLite's documentation, §1.3.
struct JournalHeader {
  let path: String

  /// - Throws: `unreadable` for what is no journal, or one of a newer Attune.
  func check() throws {
    let file = try Descriptor(opening: path, O_RDONLY)
    let bytes = try file.bytes(from: 0, count: 100)
    guard bytes.count == 100, bytes.starts(with: Array("SQLite format 3\0".utf8)) else {
      throw JobStoreError(.unreadable, "\(path) is not a database; it is left as it is")
    }
    try JournalSchema.check(
      applicationID: Int32(bitPattern: word(at: 68, of: bytes)), version: Int(word(at: 60, of: bytes)),
      path: path)
  }

  private func word(at offset: Int, of bytes: [UInt8]) -> UInt32 {
    bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }
}
