// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Paths as the user wrote them, made absolute without touching links.
package enum AbsolutePath {
  static func of(_ path: String, from directory: String) -> String {
    path.hasPrefix("/") ? path : "\(directory)/\(path)"
  }

  package static func of(_ path: String) -> String {
    guard !path.hasPrefix("/"), let buffer = getcwd(nil, 0) else { return path }
    defer { free(buffer) }
    return "\(String(cString: buffer))/\(path)"
  }

  /// Without links and dots; the path itself where nothing is there.
  static func real(_ path: String) -> String {
    guard let buffer = realpath(path, nil) else { return path }
    defer { free(buffer) }
    return String(cString: buffer)
  }
}
