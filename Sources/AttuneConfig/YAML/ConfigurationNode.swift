// SPDX-License-Identifier: Apache-2.0

/// One value of a configuration file with its place: what the rest knows of YAML and JSON.
struct ConfigurationNode {
  let location: Diagnostic.Location
  let content: Content

  indirect enum Content {
    /// The text as it was written, without quotes.
    case scalar(String)
    /// `~`, `null`, or nothing at all, without quotes; with its text.
    case null(String)
    case list([ConfigurationNode])
    case mapping([Entry])
  }

  struct Entry {
    let key: String
    let keyLocation: Diagnostic.Location
    let value: ConfigurationNode
  }
}

extension ConfigurationNode {
  /// The entries of a mapping; none of anything else.
  var entries: [Entry] {
    if case .mapping(let entries) = content { entries } else { [] }
  }
}
