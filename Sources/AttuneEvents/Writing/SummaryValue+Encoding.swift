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
    tensor.add(1, varint: UInt64(type.rawValue))
    guard let scalar, let storage = type.storage else {
      var shape = WireMessage()
      shape.add(2, bytes: [])
      tensor.add(2, bytes: shape.bytes)
      return tensor.bytes
    }
    tensor.add(2, bytes: [])
    let bits = type.bits(of: scalar)
    switch storage.wireType {
    case .fixed32: tensor.add(storage.field, fixed32: UInt32(truncatingIfNeeded: bits))
    case .fixed64: tensor.add(storage.field, fixed64: bits)
    default: tensor.add(storage.field, varint: bits)
    }
    return tensor.bytes
  }
}

extension TensorType {
  /// The inverse of `number(fromBits:)`: the nearest number of this type; a NaN integer is 0.
  fileprivate func bits(of value: Double) -> UInt64 {
    switch self {
    case .float: UInt64(Float(value).bitPattern)
    case .double: value.bitPattern
    case .half: UInt64(value.halfBits)
    case .bfloat16: UInt64(Float(value).bitPattern >> 16)
    case .bool: value == 0 ? 0 : 1
    case .uint64: UInt64(exactly: value.rounded()) ?? (value > 0 ? .max : 0)
    default: UInt64(bitPattern: Int64(exactly: value.rounded()) ?? (value > 0 ? .max : value < 0 ? .min : 0))
    }
  }
}
