// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import FoundationEssentials

/// Where event files lie: one of them, or all below a folder.
package struct EventFolder: Sendable {
  package struct File: Sendable, Hashable {
    /// Relative to the folder; the folder itself is `.`.
    package let directory: String
    package let name: String
    /// To be opened.
    package let location: String
  }

  package let path: String
  private let isDirectory: Bool

  /// - Throws: if there is nothing.
  package init(_ path: String) throws(InputError) {
    var isDirectory = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw InputError("there is nothing at '\(path)'; name an event file, or a folder with event files")
    }
    self.path = path
    self.isDirectory = isDirectory
  }

  /// A folder that may be made later.
  package init(folder path: String) {
    self.path = path
    isDirectory = true
  }

  /// By directory, then name. Links to directories are not followed.
  package var files: [File] {
    guard isDirectory else {
      return [File(directory: ".", name: path.split(separator: "/").last.map(String.init) ?? path, location: path)]
    }
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []
    return paths.compactMap(file(at:)).sorted { ($0.directory, $0.name) < ($1.directory, $1.name) }
  }

  private func file(at relative: String) -> File? {
    let slash = relative.lastIndex(of: "/")
    let name = String(slash.map { relative[relative.index(after: $0)...] } ?? relative[...])
    guard EventFile.isNamed(name) else { return nil }
    let directory = slash.map { String(relative[..<$0]) } ?? "."
    return File(directory: directory, name: name, location: "\(path)/\(relative)")
  }
}
