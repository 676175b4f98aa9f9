// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A folder that trials are collected into. It remembers what it brought, so that collecting again replaces
/// only what the user has not touched since.
struct CollectedFolder {
  private let folder: String
  private var manifestPath: String { "\(folder)/.collected" }

  init(_ folder: String) { self.folder = folder }

  /// Moves what is in `draft` here.
  /// - Returns: paths of files that the user changed, which are left as they are.
  func take(from draft: String) throws -> [String] {
    guard access(folder, F_OK) == 0 else {
      try writeManifest(of: draft)
      guard rename(draft, folder) == 0 else { throw SystemError("move '\(draft)' to", folder) }
      return []
    }
    let kept = try merge(draft)
    try writeManifest(of: folder, except: Set(kept))
    return kept.sorted()
  }

  private func merge(_ draft: String) throws -> [String] {
    let before = try CopyManifest.read(from: manifestPath) ?? CopyManifest()
    let new = try FileTree(of: .directory(draft))
    let here = try FileTree(of: .directory(folder)).stamps
    for directory in new.folders { try Directory.makeShared("\(folder)/\(directory.path.text)") }
    var kept: [String] = []
    for entry in new.files + new.links {
      let (from, to) = ("\(draft)/\(entry.path.text)", "\(folder)/\(entry.path.text)")
      if let stamp = here[entry.path] {
        // Alike, as it was brought: nothing to do.
        if stamp.size == entry.stamp.size, try FileContent.read(from) == FileContent.read(to) { continue }
        guard before.copies[entry.path] == stamp else {
          kept.append(entry.path.text)
          continue
        }
      }
      guard rename(from, to) == 0 else { throw SystemError("move to", to) }
    }
    return kept
  }

  private func writeManifest(of place: String, except kept: Set<String> = []) throws {
    var manifest = CopyManifest()
    manifest.copies = try FileTree(of: .directory(place)).stamps.filter { path, _ in
      !kept.contains(path.text) && path.text != ".collected"
    }
    try FileContent.replace("\(place)/.collected", with: manifest.encoded)
  }
}

extension FileTree {
  /// Of files and links.
  fileprivate var stamps: [RelativePath: FileStamp] {
    Dictionary(uniqueKeysWithValues: (files + links).map { ($0.path, $0.stamp) })
  }
}
