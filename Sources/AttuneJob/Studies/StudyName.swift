// SPDX-License-Identifier: Apache-2.0

/// Where studies live: the service's `projects/p/locations/l`.
package struct StudyPlace: Sendable, Hashable, Comparable, CustomStringConvertible {
  package let project: String
  package let location: String

  /// Nil where one of the two is not a name; see `isName`.
  package init?(project: String, location: String) {
    guard Self.isName(project), Self.isName(location) else { return nil }
    self.project = project
    self.location = location
  }

  /// A letter or a digit first, then also `_`, `-`, `.` and `:`; at most 63 characters. A name is a folder's, too.
  package static func isName(_ text: String) -> Bool { text.isName(ofAtMost: 63, with: "_-.:") }

  package var description: String { "projects/\(project)/locations/\(location)" }

  package static func < (a: StudyPlace, b: StudyPlace) -> Bool {
    (a.project, a.location) < (b.project, b.location)
  }
}

/// Names a study as the service did: `projects/p/locations/l/studies/s`.
package struct StudyName: Sendable, Hashable, Comparable, CustomStringConvertible {
  package let place: StudyPlace
  package let study: String

  /// Nil where `study` is not an id; see `isID`.
  package init?(_ study: String, in place: StudyPlace) {
    guard Self.isID(study) else { return nil }
    self.place = place
    self.study = study
  }

  /// A letter or a digit first, then also `_` and `-`; at most 128 characters.
  package static func isID(_ text: String) -> Bool { text.isName(ofAtMost: 128, with: "_-") }

  package var description: String { "\(place)/studies/\(study)" }

  package func trial(_ number: Int) -> String { "\(self)/trials/\(number)" }

  /// Operations are the place's; an id of one holds the study's, which has no dot.
  package func operation(_ number: Int) -> String { "\(place)/operations/\(study).\(number)" }

  /// The study and the number of an operation; nil for what is no operation's id.
  package static func operation(_ id: String, in place: StudyPlace) -> (StudyName, Int)? {
    guard let dot = id.lastIndex(of: "."), let name = StudyName(String(id[..<dot]), in: place),
      let number = Int(id[id.index(after: dot)...]), id == "\(name.study).\(number)"
    else { return nil }
    return (name, number)
  }

  package static func < (a: StudyName, b: StudyName) -> Bool { (a.place, a.study) < (b.place, b.study) }
}

extension String {
  fileprivate func isName(ofAtMost length: Int, with marks: String) -> Bool {
    func isLetterOrDigit(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: false
      }
    }
    guard let first = utf8.first, isLetterOrDigit(first), utf8.count <= length else { return false }
    return utf8.allSatisfy { isLetterOrDigit($0) || marks.utf8.contains($0) }
  }
}
