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
  static func tensor(_ type: TensorType, _ scalar: Double?) -> [UInt8] {
    var tensor = WireMessage()
    tensor.add(1, varint: UInt64(bitPattern: Int64(type.rawValue)))
    guard let scalar, let storage = type.storage else {
      var shape = WireMessage()
      shape.add(2, bytes: [])
      tensor.add(2, bytes: shape.bytes)
      return tensor.bytes
    }
    tensor.add(2, bytes: [])
    tensor.add(storage.field, bytes: storage.element(scalar))
    return tensor.bytes
  }
}

extension TensorType.Storage {
  /// The one element of a packed list.
  fileprivate func element(_ number: Double) -> [UInt8] {
    let bits = format.bits(of: number)
    var list = WireMessage()
    switch wireType {
    case .fixed32: list.append(UInt32(truncatingIfNeeded: bits))
    case .fixed64: list.append(bits)
    case .bytes: list.append(UInt8(truncatingIfNeeded: bits))
    default: list.append(varint: bits)
    }
    return list.bytes
  }
}
