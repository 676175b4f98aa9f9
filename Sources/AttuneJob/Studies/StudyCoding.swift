// SPDX-License-Identifier: Apache-2.0
package import FoundationEssentials

/// The written form of a study's journal: one JSON object an entry, with named keys and a version.
///
/// `Documentation/Formats/studies.md` describes it; the files in `Tests/Fixtures/studies` are read for ever.
package enum StudyCoding {
  /// The newest that is read; it grows when an older Attune could no longer make sense of an entry.
  package static let version = 1

  /// Without a line break.
  package static func text(of entry: StudyEntry) -> String { String(decoding: JSONText.of(entry), as: UTF8.self) }

  package static func entry(from text: String) throws(JournalCodingError) -> StudyEntry {
    try entry(from: Data(text.utf8), JournalDecoder())
  }

  /// Reads many with one decoder.
  package static func entry(from text: Data, _ decoder: JournalDecoder) throws(JournalCodingError) -> StudyEntry {
    try decoder.value(StudyEntry.self, from: text)
  }
}

extension StudyEntry: JSONObjectWritable, Decodable {
  package func writeMembers(to json: inout JSONText) {
    json.member(.version, StudyCoding.version)
    json.member(.time, Int(time.milliseconds))
    event.writeMembers(to: &json)
  }

  package init(from decoder: any Decoder) throws {
    let members = try decoder.members()
    let version = try members.integer(.version)
    guard version <= StudyCoding.version else {
      throw JournalCodingError.newer(version: version, than: StudyCoding.version)
    }
    self.init(time: try members.time(.time), event: try StudyEvent(from: decoder))
  }
}
