// SPDX-License-Identifier: Apache-2.0

/// TensorFlow's `DataType`, by its number; numbers without a name here are types that hold no plain number:
/// strings, resources, complex numbers, and quantised integers, whose scale stands elsewhere.
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
  public static let float8e5m2 = TensorType(rawValue: 24)
  public static let float8e4m3fn = TensorType(rawValue: 25)
  public static let float8e4m3fnuz = TensorType(rawValue: 26)
  public static let float8e4m3b11fnuz = TensorType(rawValue: 27)
  public static let float8e5m2fnuz = TensorType(rawValue: 28)
  public static let int4 = TensorType(rawValue: 29)
  public static let uint4 = TensorType(rawValue: 30)
  public static let int2 = TensorType(rawValue: 31)
  public static let uint2 = TensorType(rawValue: 32)

  /// How a `TensorProto` keeps the elements of this type, if they are numbers.
  var storage: Storage? {
    switch self {
    case .float: Storage(field: 5, .fixed32, .float)
    case .double: Storage(field: 6, .fixed64, .double)
    case .int32: Storage(field: 7, .varint, .signed(32))
    case .int16: Storage(field: 7, .varint, .signed(16))
    case .int8: Storage(field: 7, .varint, .signed(8))
    case .int4: Storage(field: 7, .varint, .signed(4))
    case .int2: Storage(field: 7, .varint, .signed(2))
    case .uint16: Storage(field: 7, .varint, .unsigned(16))
    case .uint8: Storage(field: 7, .varint, .unsigned(8))
    case .uint4: Storage(field: 7, .varint, .unsigned(4))
    case .uint2: Storage(field: 7, .varint, .unsigned(2))
    case .int64: Storage(field: 10, .varint, .signed(64))
    case .bool: Storage(field: 11, .varint, .bool)
    case .half: Storage(field: 13, .varint, .half)
    case .bfloat16: Storage(field: 13, .varint, .bfloat16)
    case .uint32: Storage(field: 16, .varint, .unsigned(32))
    case .uint64: Storage(field: 17, .varint, .unsigned(64))
    case .float8e5m2: Storage(field: 18, .bytes, .float8(.e5m2))
    case .float8e4m3fn: Storage(field: 18, .bytes, .float8(.e4m3fn))
    case .float8e4m3fnuz: Storage(field: 18, .bytes, .float8(.e4m3fnuz))
    case .float8e4m3b11fnuz: Storage(field: 18, .bytes, .float8(.e4m3b11fnuz))
    case .float8e5m2fnuz: Storage(field: 18, .bytes, .float8(.e5m2fnuz))
    default: nil
    }
  }

  struct Storage {
    /// Number of the `…_val` field.
    let field: Int
    /// Of one element; with `.bytes`, each byte is an element.
    let wireType: WireType
    let format: NumberFormat

    init(field: Int, _ wireType: WireType, _ format: NumberFormat) {
      self.field = field
      self.wireType = wireType
      self.format = format
    }
  }
}
