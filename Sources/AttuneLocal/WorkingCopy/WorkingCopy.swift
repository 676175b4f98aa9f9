// SPDX-License-Identifier: Apache-2.0
import Glibc

/// An attempt's `work/`: made from the job's `source/`, later reduced to what the trainer made or changed.
package struct WorkingCopy: Sendable {
  private let paths: TrialPaths

  package init(of paths: TrialPaths) { self.paths = paths }

  /// A copy that an earlier life left unfinished is made anew, a finished one stays.
  func make(from source: String) throws {
    guard try FileContent.read(paths.workManifest) == nil else { return }
    try Directory.remove(paths.work)
    try Directory.make(paths.work)
    let manifest = try Self.copyTree(from: .directory(source), to: paths.work, openSource: .directory(source))
    try FileContent.replace(paths.workManifest, with: manifest.encoded)
  }

  private static func copyTree(
    from source: borrowing Descriptor, to work: String, openSource: consuming Descriptor
  ) throws(SystemError) -> CopyManifest {
    let tree = try FileTree(of: source)
    var copier = try TreeCopier(from: openSource, to: .directory(work))
    var manifest = CopyManifest()
    for folder in tree.folders {
      try copier.makeFolder(folder.path, like: folder.stamp)
      manifest.folders.append(folder.path)
    }
    for link in tree.links.keys {
      try copier.makeLink(link, to: copier.target(of: link))
      manifest.copies[link] = try copier.stamp(ofCopied: link)
    }
    for file in tree.files.keys { manifest.copies[file] = try copier.copyFile(file) }
    return manifest
  }

  /// Removes what the trainer did not change. May be called again at any time, also by a later life.
  package func tidy() throws(WorkingCopyError) {
    do {
      guard let manifest = try CopyManifest.read(from: paths.workManifest) else { return }
      try manifest.removeUnchanged(in: .directory(paths.work))
      unlink(paths.workManifest)
    } catch {
      throw WorkingCopyError("could not tidy '\(paths.work)': \(error)")
    }
  }

  /// Paths below `work` of files and links that the trainer made or changed, sorted; also while it runs.
  package func changedFiles() throws(WorkingCopyError) -> [String] {
    do {
      let manifest = try CopyManifest.read(from: paths.workManifest) ?? CopyManifest()
      let tree = try FileTree(of: .directory(paths.work))
      return tree.files.merging(tree.links) { file, _ in file }
        .filter { manifest.copies[$0.key] != $0.value }.keys.map(\.text).sorted()
    } catch {
      throw WorkingCopyError("could not list '\(paths.work)': \(error)")
    }
  }
}
