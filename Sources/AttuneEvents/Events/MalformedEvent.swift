// SPDX-License-Identifier: Apache-2.0

/// Bytes that are no protobuf message of the expected kind: the only error that decoding an event knows.
public struct MalformedEvent: Error, Hashable, CustomStringConvertible {
  /// Where in the payload that was seen.
  public let offset: Int

  init(at offset: Int) { self.offset = offset }

  public var description: String { "these bytes are not a TensorBoard event: byte \(offset) makes no sense there" }
}
