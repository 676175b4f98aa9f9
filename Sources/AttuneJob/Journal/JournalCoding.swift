// SPDX-License-Identifier: Apache-2.0
package import FoundationEssentials

/// The written form of the journal: one JSON object an entry, with named keys and a version.
///
/// `Documentation/Formats/journal.md` describes it; the files in `Tests/Fixtures/journal` are read for ever.
public enum JournalCoding {
  /// The newest that is read; it grows when an older Attune could no longer make sense of an entry. Each entry is written in
  /// the oldest version that has a word for it, so that an older Attune reads what it can.
  public static let version = 2

  /// `{"version":1,"time":1511533912345,"event":"launched","trial":7,…}`, without a line break.
  public static func text(of entry: JournalEntry) -> String {
    String(decoding: JSONText.of(entry), as: UTF8.self)
  }

  public static func entry(from text: String) throws(JournalCodingError) -> JournalEntry {
    try JournalDecoder().value(JournalEntry.self, from: Data(text.utf8))
  }
}

/// Reads many texts with one decoder.
package struct JournalDecoder {
  private let decoder: JSONDecoder

  package init() {
    decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
  }

  /// - Parameter version: the version in which the text was written, where it does not say so itself.
  package func value<Value: Decodable>(
    _ type: Value.Type, from text: Data, version: Int = JournalCoding.version
  ) throws(JournalCodingError) -> Value {
    guard version <= JournalCoding.version else { throw .newer(version: version) }
    do {
      return try decoder.decode(type, from: text)
    } catch let error as JournalCodingError {
      throw error
    } catch {
      throw JournalCodingError(error)
    }
  }
}
