// SPDX-License-Identifier: Apache-2.0

/// A record that could not be read, and where.
public struct RecordDamage: Sendable, Hashable, CustomStringConvertible {
  public enum Kind: Sendable, Hashable {
    /// The length is sound, the payload is not: this one record is lost.
    case payloadChecksum
    /// The length is not sound: the rest of the file is lost.
    case lengthChecksum
    /// Longer than `RecordReader.longestPayload`: this one record is passed over.
    case tooLong(UInt64)
    /// A sound record that holds no event: this one record is lost.
    case notAnEvent
  }

  public let kind: Kind
  /// Bytes from the start of the file to the record's frame.
  public let offset: Int

  public init(_ kind: Kind, at offset: Int) {
    self.kind = kind
    self.offset = offset
  }

  public var description: String {
    switch kind {
    case .payloadChecksum: "the record at byte \(offset) is damaged (its checksum differs) and was skipped"
    case .lengthChecksum:
      "the length of the record at byte \(offset) is damaged; nothing behind it can be read"
    case .tooLong(let length):
      "the record at byte \(offset) has \(length) bytes, more than the \(RecordReader.longestPayload) "
        + "that are read, and was skipped"
    case .notAnEvent: "the record at byte \(offset) is not a TensorBoard event and was skipped"
    }
  }
}
