// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import Testing

@Suite struct `A CRC32C` {
  /// RFC 3720 B.4 and the catalogue's check value.
  @Test(
    arguments: [
      (Array("123456789".utf8), 0xE306_9283), ([UInt8](repeating: 0, count: 32), 0x8A91_36AA),
      ([UInt8](repeating: 0xFF, count: 32), 0x62A8_AB43), (Array(0..<32), 0x46DD_794E), ([], 0),
    ] as [([UInt8], UInt32)])
  func `has its published values`(bytes: [UInt8], checksum: UInt32) {
    #expect(CRC32C.checksum(of: bytes.span) == checksum)
  }

  @Test func `is the same eight bytes at a time and bit by bit`() {
    var random = SplitMix64(seed: 7)
    for length in 0...70 {
      let bytes = (0..<length).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      #expect(CRC32C.checksum(of: bytes.span) == bitwise(bytes))
    }
  }

  @Test func `is masked as TFRecord masks it`() {
    #expect(CRC32C.masked(0) == 0xA282_EAD8)
    #expect(CRC32C.masked(0xE306_9283) == 0xC78A_B0E5)
  }

  private func bitwise(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(UInt32.max) { crc, byte in
      (0..<8).reduce(crc ^ UInt32(byte)) { value, _ in value & 1 == 1 ? (value >> 1) ^ 0x82F6_3B78 : value >> 1 }
    }
  }
}
