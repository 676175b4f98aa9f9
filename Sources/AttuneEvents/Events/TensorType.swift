// SPDX-License-Identifier: Apache-2.0

/// TensorFlow's `DataType`, by its number; numbers without a name here are types that hold no plain number.
public struct TensorType: RawRepresentable, Sendable, Hashable {
  public let rawValue: Int

  public init(rawValue: Int) { self.rawValue = rawValue }

  public static let float = TensorType(rawValue: 1)
  public static let double = TensorType(rawValue: 2)
  public static let int32 = TensorType(rawValue: 3)
  public static let uint8 = TensorType(rawValue: 4)
  public static let int16 = TensorType(rawValue: 5)
  public static let int8 = TensorType(rawValue: 6)
  public static let string = TensorType(rawValue: 7)
  public static let int64 = TensorType(rawValue: 9)
  public static let bool = TensorType(rawValue: 10)
  public static let bfloat16 = TensorType(rawValue: 14)
  public static let uint16 = TensorType(rawValue: 17)
  public static let half = TensorType(rawValue: 19)
  public static let uint32 = TensorType(rawValue: 22)
  public static let uint64 = TensorType(rawValue: 23)

  /// Where a `TensorProto` keeps the elements of this type, if they are numbers.
  var storage: Storage? {
    switch self {
    case .float: Storage(field: 5, wireType: .fixed32, width: 4)
    case .double: Storage(field: 6, wireType: .fixed64, width: 8)
    case .int32: Storage(field: 7, wireType: .varint, width: 4)
    case .int16, .uint16: Storage(field: 7, wireType: .varint, width: 2)
    case .int8, .uint8: Storage(field: 7, wireType: .varint, width: 1)
    case .int64: Storage(field: 10, wireType: .varint, width: 8)
    case .bool: Storage(field: 11, wireType: .varint, width: 1)
    case .half, .bfloat16: Storage(field: 13, wireType: .varint, width: 2)
    case .uint32: Storage(field: 16, wireType: .varint, width: 4)
    case .uint64: Storage(field: 17, wireType: .varint, width: 8)
    default: nil
    }
  }

  /// - `field`: number of the `…_val` field.
  /// - `width`: bytes of an element in `tensor_content`.
  struct Storage {
    let field: Int
    let wireType: WireType
    let width: Int
  }

  /// The number whose bits these are, in the low bytes of `bits`; nil for types that hold no number.
  func number(fromBits bits: UInt64) -> Double? {
    switch self {
    case .float: Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
    case .double: Double(bitPattern: bits)
    case .int32: Double(Int32(truncatingIfNeeded: bits))
    case .uint8: Double(UInt8(truncatingIfNeeded: bits))
    case .int16: Double(Int16(truncatingIfNeeded: bits))
    case .int8: Double(Int8(truncatingIfNeeded: bits))
    case .int64: Double(Int64(truncatingIfNeeded: bits))
    case .bool: bits == 0 ? 0 : 1
    case .bfloat16: Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits << 16)))
    case .uint16: Double(UInt16(truncatingIfNeeded: bits))
    case .half: Double(halfBits: UInt16(truncatingIfNeeded: bits))
    case .uint32: Double(UInt32(truncatingIfNeeded: bits))
    case .uint64: Double(bits)
    default: nil
    }
  }
}
