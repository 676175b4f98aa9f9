// SPDX-License-Identifier: Apache-2.0
package import AttuneJob
import Glibc

/// A copy of a package and its `setup.py`, to be changed and then made a job's: who sent it may remove the original.
package struct StagedBundle: Sendable {
  package let folder: String
  private let name: String

  /// - Parameter package: the folder of the package; relative to the working directory, or absolute.
  package init(of package: String, for job: JobID, home: AttuneHome) throws(GsutilError) {
    let source = AbsolutePath.real(AbsolutePath.of(package))
    guard let slash = source.lastIndex(of: "/"), source.count > 1 else {
      throw GsutilError("'\(package)' is no package: name a folder")
    }
    Self.removeAbandoned(in: home.staging)
    folder = "\(home.staging)/\(job)_\(getpid())"
    name = String(source[source.index(after: slash)...])
    do throws(SystemError) {
      try Directory.remove(folder)
      try Directory.make("\(folder)/\(name)")
      let tree = try FileTree(of: .directory(source))
      var copier = try TreeCopier(from: .directory(source), to: .directory("\(folder)/\(name)"))
      for entry in tree.folders { try copier.makeFolder(entry.path, like: entry.stamp) }
      for entry in tree.files + tree.links { try copier.copyEntry(entry.path) }
      let setup = "\(source[..<slash])/setup.py"
      if access(setup, R_OK) == 0 {
        var copier = try TreeCopier(from: .directory(String(source[..<slash])), to: .directory(folder))
        try copier.copyEntry(RelativePath("setup.py"))
      }
    } catch {
      remove()
      throw GsutilError("the package '\(package)' can't be copied: \(error)")
    }
  }

  /// Of a bundle of R's `cloudml`: packages come from the user's own library, neither from a cache in the storage nor
  /// from a lock file, which would take a network and hours.
  /// - Returns: what is left out.
  package func adapt() throws(GsutilError) -> [String] {
    let job = "\(folder)/\(name)/job.yml"
    guard access("\(folder)/\(name)/cloudml/deploy.R", F_OK) == 0 else { return [] }
    do throws(SystemError) {
      guard var text = try FileContent.read(job) else { return [] }
      if text.last.map({ $0 != UInt8(ascii: "\n") }) ?? false { text.append(UInt8(ascii: "\n")) }
      try FileContent.replace(job, with: text + Array("cache: false\npackrat: false\n".utf8))
      let lines = String(decoding: text, as: UTF8.self).split(separator: "\n")
      let hasCommands = lines.contains { $0.hasPrefix("custom_commands:") && $0 != "custom_commands: ~" }
      return hasCommands ? ["customCommands are not run: they are for a machine that is made anew for each job"] : []
    } catch {
      throw GsutilError("'\(job)' can't be changed: \(error)")
    }
  }

  package func remove() { try? Directory.remove(folder) }

  /// What a killed process left: the name ends with its number.
  private static func removeAbandoned(in parent: String) {
    guard let entries = try? Descriptor.directory(parent).entries() else { return }
    for name in entries.map(\.name.text) {
      guard let pid = name.split(separator: "_").last.flatMap({ pid_t($0) }), kill(pid, 0) != 0, errno == ESRCH else {
        continue
      }
      try? Directory.remove("\(parent)/\(name)")
    }
  }
}
