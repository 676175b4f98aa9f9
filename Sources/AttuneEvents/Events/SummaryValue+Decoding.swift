// SPDX-License-Identifier: Apache-2.0

extension SummaryValue {
  /// An event of more values than this is refused: small ones take ten times as much memory as in their record.
  public static let mostInEvent = 1 << 16

  /// Appends the scalars and tensors of the `Summary` that stands in `range`.
  static func decode(
    _ range: Range<Int>, in payload: Span<UInt8>, into values: inout [SummaryValue]
  ) throws(MalformedEvent) {
    var cursor = WireCursor(range)
    while let field = try cursor.field(in: payload) {
      guard case (1, .bytes(let range)) = (field.number, field.value) else { continue }
      guard let value = try SummaryValue(range, in: payload) else { continue }
      guard values.count < mostInEvent else { throw MalformedEvent(at: range.lowerBound) }
      values.append(value)
    }
  }

  /// Reads a `Summary.Value`; nil if it is an image, a sound, a histogram or only metadata.
  private init?(_ range: Range<Int>, in payload: Span<UInt8>) throws(MalformedEvent) {
    var tag = ""
    var nodeName = ""
    var plugin: String?
    var value: Payload?
    var cursor = WireCursor(range)
    while let field = try cursor.field(in: payload) {
      switch (field.number, field.value) {
      case (1, .bytes(let range)): tag = String(in: payload, range)
      case (2, .bits(.fixed32, let bits)): value = .simpleValue(NumberFormat.float.number(fromBits: bits))
      case (3, .bytes), (4, .bytes), (5, .bytes), (6, .bytes): value = nil
      case (7, .bytes(let range)): nodeName = String(in: payload, range)
      case (8, .bytes(let range)):
        let tensor = try TensorScalar(range, in: payload)
        value = .tensor(tensor.type, scalar: tensor.scalar)
      case (9, .bytes(let range)): plugin = try Self.pluginName(range, in: payload)
      default: break
      }
    }
    guard let value else { return nil }
    self.init(tag: tag.isEmpty ? nodeName : tag, plugin: plugin, value)
  }

  /// `SummaryMetadata.plugin_data.plugin_name`: field 1 of field 1.
  private static func pluginName(
    _ range: Range<Int>, in payload: Span<UInt8>
  ) throws(MalformedEvent) -> String? {
    var name: String?
    var metadata = WireCursor(range)
    while let field = try metadata.field(in: payload) {
      guard case (1, .bytes(let range)) = (field.number, field.value) else { continue }
      var data = WireCursor(range)
      while let field = try data.field(in: payload) {
        if case (1, .bytes(let range)) = (field.number, field.value) { name = String(in: payload, range) }
      }
    }
    return name
  }
}
