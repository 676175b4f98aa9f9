// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
import Testing

/// Texts that are kept in `Snapshots/`, to be read by people and compared byte for byte.
enum Snapshot {
  private static let folder = String(#filePath.prefix(#filePath.count - "Snapshot.swift".count)) + "Snapshots"

  /// With `ATTUNE_RECORD=1` in the environment, what is there is written down; read it before it is committed.
  static func expect(_ text: String, is name: String, at location: SourceLocation = #_sourceLocation) throws {
    let path = "\(folder)/\(name).txt"
    if ProcessInfo.processInfo.environment["ATTUNE_RECORD"] == "1" {
      try text.write(toFile: path, atomically: true, encoding: .utf8)
    }
    let kept = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text == kept, "differs from Snapshots/\(name).txt", sourceLocation: location)
  }
}
