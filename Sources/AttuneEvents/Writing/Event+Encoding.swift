// SPDX-License-Identifier: Apache-2.0

extension Event {
  /// The event as the bytes of one TFRecord; reading them gives the event back.
  public var record: [UInt8] { Record.frame(encoded) }

  /// The event as a protobuf message.
  public var encoded: [UInt8] {
    var message = WireMessage()
    message.add(1, fixed64: wallTime.bitPattern)
    if step != 0 { message.add(2, varint: UInt64(bitPattern: Int64(step))) }
    switch content {
    case .fileVersion(let version): message.add(3, bytes: Array(version.utf8))
    case .summary(let values): message.add(5, bytes: Self.summary(of: values))
    case .sessionStart:
      var log = WireMessage()
      log.add(1, varint: 1)
      message.add(7, bytes: log.bytes)
    case .other: break
    }
    return message.bytes
  }

  private static func summary(of values: [SummaryValue]) -> [UInt8] {
    var summary = WireMessage()
    for value in values { summary.add(1, bytes: value.encoded) }
    return summary.bytes
  }
}

extension Record {
  /// Frames a payload: length, its masked checksum, payload, its masked checksum.
  public static func frame(_ payload: [UInt8]) -> [UInt8] {
    var header = WireMessage()
    header.append(UInt64(payload.count))
    var frame = header
    frame.append(CRC32C.masked(CRC32C.checksum(of: header.bytes.span)))
    frame.append(payload)
    frame.append(CRC32C.masked(CRC32C.checksum(of: payload.span)))
    return frame.bytes
  }
}
