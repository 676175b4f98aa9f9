// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A file of `Tests/Fixtures/journal`: what a released version wrote, and what every later one must read.
enum GoldenFile {
  static func text(_ name: String, version: Int = 1) throws -> String {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Fixtures/journal/version-\(version)")
    return try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  static func lines(_ name: String, version: Int = 1) throws -> [String] {
    try text(name, version: version).split(separator: "\n").map(String.init)
  }
}
