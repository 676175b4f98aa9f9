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
    var copier = try TreeCopier(from: .directory(source), to: .directory(paths.work))
    let manifest = try Self.copyAll(with: &copier)
    try FileContent.replace(paths.workManifest, with: manifest.encoded)
  }

  private static func copyAll(with copier: inout TreeCopier) throws(SystemError) -> CopyManifest {
    let tree = try copier.sourceTree()
    var manifest = CopyManifest()
    for folder in tree.folders {
      try copier.makeFolder(folder.path, like: folder.stamp)
      manifest.folders.append(folder.path)
    }
    for link in tree.links.map(\.path) {
      try copier.makeLink(link, to: copier.target(of: link))
      manifest.copies[link] = try copier.stamp(ofCopied: link)
    }
    for file in tree.files.map(\.path) { manifest.copies[file] = try copier.copyFile(file) }
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

  /// What `tidy` would free; nil where there is nothing to tidy.
  var untidiedBytes: Int? {
    guard let manifest = try? CopyManifest.read(from: paths.workManifest),
      let work = try? Descriptor.directory(paths.work)
    else { return nil }
    var total = 0
    for (path, stamp) in manifest.copies where (try? FileStamp(of: path, in: work)) == stamp {
      total += Int(stamp.size)
    }
    return total
  }

  /// Paths below `work` of files and links that the trainer made or changed, sorted; also while it runs.
  /// None where there is no copy, as with `--in-place`.
  package func changedFiles() throws(WorkingCopyError) -> [String] {
    guard access(paths.work, F_OK) == 0 else { return [] }
    do {
      let manifest = try CopyManifest.read(from: paths.workManifest) ?? CopyManifest()
      let tree = try FileTree(of: .directory(paths.work))
      return (tree.files + tree.links).filter { manifest.copies[$0.path] != $0.stamp }.map(\.path.text).sorted()
    } catch {
      throw WorkingCopyError("could not list '\(paths.work)': \(error)")
    }
  }
}
