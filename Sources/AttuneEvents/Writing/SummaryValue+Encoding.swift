// SPDX-License-Identifier: Apache-2.0

extension SummaryValue {
  /// A `Summary.Value` message.
  var encoded: [UInt8] {
    var message = WireMessage()
    message.add(1, bytes: Array(tag.utf8))
    switch payload {
    case .simpleValue(let value): message.add(2, fixed32: Float(value).bitPattern)
    case .tensor(let type, let scalar): message.add(8, bytes: Self.tensor(type, scalar))
    }
    if let plugin {
      var data = WireMessage()
      data.add(1, bytes: Array(plugin.utf8))
      var metadata = WireMessage()
      metadata.add(1, bytes: data.bytes)
      message.add(9, bytes: metadata.bytes)
    }
    return message.bytes
  }

  /// A `TensorProto` of rank 0; without a scalar, one of a single empty dimension.
  private static func tensor(_ type: TensorType, _ scalar: Double?) -> [UInt8] {
    var tensor = WireMessage()
    tensor.add(1, varint: UInt64(bitPattern: Int64(type.rawValue)))
    guard let scalar, let storage = type.storage else {
      var shape = WireMessage()
      shape.add(2, bytes: [])
      tensor.add(2, bytes: shape.bytes)
      return tensor.bytes
    }
    tensor.add(2, bytes: [])
    let bits = storage.format.bits(of: scalar)
    switch storage.wireType {
    case .fixed32: tensor.add(storage.field, fixed32: UInt32(truncatingIfNeeded: bits))
    case .fixed64: tensor.add(storage.field, fixed64: bits)
    case .bytes: tensor.add(storage.field, bytes: [UInt8(truncatingIfNeeded: bits)])
    default: tensor.add(storage.field, varint: bits)
    }
    return tensor.bytes
  }
}
