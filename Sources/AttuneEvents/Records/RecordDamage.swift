// SPDX-License-Identifier: Apache-2.0

/// A record that could not be read, and where: the only kind of error that the framing of a file knows.
public struct RecordDamage: Sendable, Hashable, CustomStringConvertible {
  public enum Kind: Sendable, Hashable {
    /// The length is sound, the payload is not: this one record is lost.
    case payloadChecksum
    /// The length is not sound: what stands before the next sound length is lost. Reported at once without
    /// an end, and once more when that place is found.
    case lengthChecksum
    /// Longer than `RecordReader.longestPayload`: this one record is passed over.
    case tooLong(UInt64)
    /// A sound record that holds no event: this one record is lost.
    case notAnEvent
  }

  public let kind: Kind
  /// Bytes from the start of the file to the record's frame.
  public let offset: Int
  /// Bytes from the start of the file to where reading goes on; nil while that is not known.
  public let end: Int?

  public init(_ kind: Kind, at offset: Int, end: Int? = nil) {
    self.kind = kind
    self.offset = offset
    self.end = end
  }

  public var description: String {
    switch kind {
    case .payloadChecksum: "the record at byte \(offset) is damaged (its checksum differs) and was skipped"
    case .lengthChecksum:
      "the length of the record at byte \(offset) is damaged; "
        + (end.map { "\($0 - offset) bytes, up to byte \($0), were skipped" }
          ?? "everything up to the next sound record is lost")
    case .tooLong(let length):
      "the record at byte \(offset) has \(length) bytes, more than the \(RecordReader.longestPayload) "
        + "that are read, and was skipped"
    case .notAnEvent: "the record at byte \(offset) is not a TensorBoard event and was skipped"
    }
  }
}
