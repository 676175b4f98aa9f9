// SPDX-License-Identifier: Apache-2.0

/// A `TensorProto`, read only so far as to know its one number.
///
/// The number stands in the type's own `…_val` field, packed or not, or as bytes in `tensor_content`, which wins.
/// TensorFlow leaves out trailing elements that repeat the one before, and all of them where all are zero: a
/// scalar without an element is 0.
///
/// `tensor_content` is a copy of the writer's memory, and the format has no mark of its byte order. It is taken as
/// little-endian, like every platform that TensorFlow is released for; the content of a big-endian writer can't
/// be told from it and is read wrong. The `…_val` fields are the same everywhere.
struct TensorScalar {
  private(set) var type = TensorType(rawValue: 0)
  /// Nil unless the type is numeric and the shape has exactly one element.
  private(set) var scalar: Double?

  init(_ range: Range<Int>, in payload: Span<UInt8>) throws(MalformedEvent) {
    var hasOneElement = true
    var content = 0..<0
    var cursor = WireCursor(range)
    while let field = try cursor.field(in: payload) {
      switch (field.number, field.value) {
      case (1, .bits(.varint, let bits)): type = TensorType(rawValue: Int(truncatingIfNeeded: bits))
      case (2, .bytes(let range)): hasOneElement = try Self.hasOneElement(range, in: payload)
      case (4, .bytes(let range)): content = range
      default: break
      }
    }
    guard hasOneElement, let storage = type.storage else { return }
    let bits =
      content.isEmpty
      ? try Self.firstElement(of: storage, range, in: payload)
      : try Self.element(of: storage, content, in: payload)
    scalar = bits.map(storage.format.number(fromBits:))
  }

  /// A shape of rank 0, or one whose every dimension is 1.
  private static func hasOneElement(
    _ range: Range<Int>, in payload: Span<UInt8>
  ) throws(MalformedEvent) -> Bool {
    var hasOne = true
    var shape = WireCursor(range)
    while let field = try shape.field(in: payload) {
      switch (field.number, field.value) {
      case (2, .bytes(let range)):
        var size: UInt64 = 0
        var dimension = WireCursor(range)
        while let field = try dimension.field(in: payload) {
          if case (1, .bits(.varint, let bits)) = (field.number, field.value) { size = bits }
        }
        hasOne = hasOne && size == 1
      case (3, .bits(.varint, let isUnknownRank)): hasOne = hasOne && isUnknownRank == 0
      default: break
      }
    }
    return hasOne
  }

  private static func element(
    of storage: TensorType.Storage, _ content: Range<Int>, in payload: Span<UInt8>
  ) throws(MalformedEvent) -> UInt64? {
    let width = storage.format.width
    guard content.count == width else { return nil }
    var cursor = WireCursor(content)
    return try cursor.fixed(width, in: payload)
  }

  /// The first of the `…_val` elements, or 0 where there is none.
  private static func firstElement(
    of storage: TensorType.Storage, _ range: Range<Int>, in payload: Span<UInt8>
  ) throws(MalformedEvent) -> UInt64? {
    var cursor = WireCursor(range)
    while let field = try cursor.field(in: payload) {
      guard field.number == storage.field else { continue }
      switch field.value {
      case .bits(storage.wireType, let bits): return bits
      case .bytes(let elements) where !elements.isEmpty && storage.wireType == .bytes:
        return UInt64(payload[elements.lowerBound])
      case .bytes(let packed) where !packed.isEmpty:
        var elements = WireCursor(packed)
        if case .bits(_, let bits) = try elements.value(of: storage.wireType, in: payload) { return bits }
      case .bits, .bytes: break
      }
    }
    return 0
  }
}
