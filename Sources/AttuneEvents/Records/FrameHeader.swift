// SPDX-License-Identifier: Apache-2.0

/// The first twelve bytes of a TFRecord: the length of its payload and that length's masked checksum.
struct FrameHeader {
  static let size = 12
  /// The masked checksum behind the payload.
  static let trailerSize = 4

  let length: UInt64
  let checksum: UInt32

  /// - Precondition: `size` bytes stand at `index`.
  init(_ bytes: RawSpan, at index: Int) {
    length = UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
    checksum = UInt32(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: index + 8, as: UInt32.self))
  }

  var isSound: Bool { checksum == Self.maskedChecksum(of: length) }

  /// Of the eight bytes of a length.
  static func maskedChecksum(of length: UInt64) -> UInt32 {
    withUnsafeBytes(of: length.littleEndian) { bytes in
      CRC32C.masked(CRC32C.tables.withUnsafeBufferPointer { CRC32C.checksum(of: bytes, $0) })
    }
  }
}
