// SPDX-License-Identifier: Apache-2.0

/// Why a text is not what Attune's journal says it is.
public struct JournalCodingError: Error, Sendable, Hashable, CustomStringConvertible {
  public let description: String

  init(_ description: String) { self.description = description }

  static func newer(version: Int, than newest: Int = JournalCoding.version) -> JournalCodingError {
    JournalCodingError(
      "version \(version) of the journal's format is newer than this Attune, "
        + "which reads up to version \(newest); update Attune")
  }

  init(_ error: any Error) {
    guard let error = error as? DecodingError else {
      description = "\(error)"
      return
    }
    switch error {
    case .keyNotFound(let key, let context):
      description = "'\(Self.path(context.codingPath + [key]))' is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      let path = Self.path(context.codingPath)
      description = (path.isEmpty ? "" : "'\(path)': ") + context.debugDescription
    @unknown default:
      description = "\(error)"
    }
  }

  /// `readings[3].step`.
  private static func path(_ keys: [any CodingKey]) -> String {
    keys.reduce(into: "") { path, key in
      if let index = key.intValue {
        path += "[\(index)]"
      } else {
        path += (path.isEmpty ? "" : ".") + key.stringValue
      }
    }
  }
}
