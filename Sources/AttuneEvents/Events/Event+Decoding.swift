// SPDX-License-Identifier: Apache-2.0

extension Event {
  /// Reads the payload of a record. Unknown fields are skipped, as protobuf wants it.
  public init(decoding payload: Span<UInt8>) throws(MalformedEvent) {
    self.init(wallTime: 0, step: 0, content: .other)
    var values: [SummaryValue] = []
    var isSummary = false
    var cursor = WireCursor(0..<payload.count)
    while let field = try cursor.field(in: payload) {
      switch (field.number, field.value) {
      case (1, .bits(.fixed64, let bits)): wallTime = Double(bitPattern: bits)
      case (2, .bits(.varint, let bits)): step = Int(truncatingIfNeeded: bits)
      case (3, .bytes(let range)): content = .fileVersion(String(in: payload, range))
      case (5, .bytes(let range)):
        try SummaryValue.decode(range, in: payload, into: &values)
        isSummary = true
      case (7, .bytes(let range)):
        content = try Self.isSessionStart(range, in: payload) ? .sessionStart : .other
      default: break
      }
    }
    if isSummary { content = .summary(values) }
  }

  /// `SessionLog.status` (field 1) is START.
  private static func isSessionStart(
    _ range: Range<Int>, in payload: Span<UInt8>
  ) throws(MalformedEvent) -> Bool {
    var status: UInt64 = 0
    var cursor = WireCursor(range)
    while let field = try cursor.field(in: payload) {
      if case (1, .bits(.varint, let bits)) = (field.number, field.value) { status = bits }
    }
    return status == 1
  }
}

extension String {
  /// Bytes that are not UTF-8 become U+FFFD.
  init(in payload: Span<UInt8>, _ range: Range<Int>) {
    self = payload.extracting(range).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
  }
}
