// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A directory of its own for one test.
enum Folder {
  /// - Parameters:
  ///   - files: text by relative path.
  ///   - executables: which of them may be executed.
  static func with<Result>(
    _ files: [String: String], executables: Set<String> = [], _ body: (String) throws -> Result
  ) throws -> Result {
    let manager = FileManager.default
    let root = manager.temporaryDirectory.appending(path: "attune-config-\(UUID().uuidString)")
    defer { try? manager.removeItem(at: root) }
    try manager.createDirectory(at: root, withIntermediateDirectories: true)
    for (path, text) in files {
      let file = root.appending(path: path)
      try manager.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
      if executables.contains(path) {
        try manager.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
      }
    }
    return try body(root.path)
  }
}
