// SPDX-License-Identifier: Apache-2.0

/// The record of a job's `source/`: what it was made from, what is only linked, and the text it holds.
package struct Snapshot: Sendable, Hashable, Codable {
  /// An entry that leads to the original: what a trainer writes there, it writes to the user's own files.
  package struct Linked: Sendable, Hashable, Codable {
    package enum Reason: String, Sendable, Hashable, Codable {
      /// An environment such as `.venv`, or `attune: snapshot: link`.
      case rule
      case tooLarge, beyondLimits
    }

    package let path: String
    package let reason: Reason
  }

  package struct Skipped: Sendable, Hashable, Codable {
    package let path: String
    package let reason: String
  }

  package struct Text: Sendable, Hashable, Codable {
    package let path: String
    let digest: String
  }

  static let version = 1

  let version: Int
  package let directory: String
  /// Sorted by path, as are the others.
  package let linked: [Linked]
  package let skipped: [Skipped]
  package let texts: [Text]
  let exclude: [String]
  let link: [String]
  let home: String

  init(
    directory: String, linked: [Linked], skipped: [Skipped], texts: [Text], exclude: [String], link: [String],
    home: String
  ) {
    version = Self.version
    self.directory = directory
    self.linked = linked.sorted { $0.path < $1.path }
    self.skipped = skipped.sorted { $0.path < $1.path }
    self.texts = texts.sorted { $0.path < $1.path }
    self.exclude = exclude
    self.link = link
    self.home = home
  }
}
