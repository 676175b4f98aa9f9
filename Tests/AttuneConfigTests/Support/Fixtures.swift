// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The files beside the tests.
enum Fixtures {
  static let root = URL(filePath: #filePath).appending(path: "../../../..").standardizedFileURL

  static func path(_ path: String) -> String { root.appending(path: "Tests/Fixtures/\(path)").path }

  static func text(_ path: String) throws -> String {
    try String(contentsOf: URL(filePath: self.path(path)), encoding: .utf8)
  }

  static func document(_ path: String) throws -> Data {
    try Data(contentsOf: root.appending(path: "Documentation/\(path)"))
  }

  /// The names in a folder that end with one of `extensions`.
  static func names(in folder: String, _ extensions: [String]) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path(folder))) ?? []
    return names.filter { name in extensions.contains { name.hasSuffix(".\($0)") } }.sorted()
  }
}
