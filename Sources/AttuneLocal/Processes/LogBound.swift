// SPDX-License-Identifier: Apache-2.0
import CAttune
import Glibc

/// How much of a log is kept: its beginning and its end. What is between is taken out of the file while the trainer
/// writes, which not every file system can do.
package enum LogBound {
  package static let bytes = 64 << 20

  /// Tries it on a file of its own.
  package static func isPossible(in folder: String) -> Bool {
    var name = Array("\(folder)/.attune-doctor-XXXXXX".utf8CString)
    let raw = mkstemp(&name)
    guard raw >= 0 else { return false }
    let file = Descriptor(adopting: raw)
    defer { unlink(name) }
    let size = 1 << 18
    guard (try? file.write(Array(repeating: 1, count: size), for: folder)) != nil else { return false }
    return attune_empty(file.raw, 1 << 16, 1 << 17) == 0
  }
}
