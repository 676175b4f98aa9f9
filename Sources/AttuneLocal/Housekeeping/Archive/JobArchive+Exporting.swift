// SPDX-License-Identifier: Apache-2.0
package import AttuneJob
import GRDB
import Glibc

/// A job as one file, a tar archive: to be kept, or taken to another machine.
package struct JobArchive: Sendable {
  let home: AttuneHome

  package init(home: AttuneHome) { self.home = home }

  /// What belongs to a job. The environment does not: it holds the user's secrets.
  static let members = ["journal.sqlite", "job.json", "source.json", "controller.log", "source", "trials"]
  /// What means something on this machine only, and to a process that is gone.
  static let transient = ["supervisor.lock"]
}

extension JobArchive {
  /// Writes a job that nobody runs to `output`, whole or not at all.
  /// - Returns: paths of links that lead out of the job, which are left out.
  package func export(_ job: JobID, to output: String, as owner: JobOwner) throws(JobStoreError) -> [String] {
    let draft = "\(output).\(getpid()).tmp"
    let journal = "\(draft).journal"
    defer { for path in [draft, journal, "\(journal)-journal"] { unlink(path) } }
    do {
      guard access(output, F_OK) != 0 else {
        throw JobStoreError(.alreadyExists, "'\(output)' is there already; name another file with --output")
      }
      let paths = home.job(job)
      let lock = try OwnerLock(paths.ownerLock, of: job, as: owner)
      defer { lock.release() }
      try LivingTrainers(in: paths).requireNone(of: job, to: "exported")
      try JournalFile(path: paths.journal).copy(to: journal)
      let left = try write(job, paths, journal: journal, to: draft)
      guard link(draft, output) == 0 || (errno != EEXIST && rename(draft, output) == 0) else {
        throw SystemError("write", output)
      }
      return left
    } catch {
      throw JobStoreError(error, when: "export the job \(job)", in: output)
    }
  }

  private func write(_ job: JobID, _ paths: JobPaths, journal: String, to draft: String) throws -> [String] {
    let writer = TarWriter(
      try Descriptor(opening: draft, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600), for: draft)
    let folder = try Descriptor.directory(paths.folder)
    let root = RelativePath(job.rawValue)
    try writer.add(folder: Array(root.utf8), like: FileStamp(of: .here, in: folder))
    var left: [String] = []
    for name in Self.members {
      let path = RelativePath(name)
      let full = "\(paths.folder)/\(name)"
      if name == "journal.sqlite" {
        try writer.add(file: Descriptor(opening: journal, O_RDONLY), as: Array(root.appending(path).utf8))
      } else if access(full, F_OK) == 0, try FileStamp(of: path, in: folder).kind == .directory {
        try writer.add(folder: Array(root.appending(path).utf8), like: FileStamp(of: path, in: folder))
        left += try add(below: full, as: root.appending(path), to: writer)
      } else if access(full, F_OK) == 0 {
        let file = try Descriptor(opening: path, in: folder, O_RDONLY | O_NOFOLLOW)
        try writer.add(file: file, as: Array(root.appending(path).utf8))
      }
    }
    try writer.finish()
    return left
  }

  private func add(below path: String, as name: RelativePath, to writer: borrowing TarWriter) throws -> [String] {
    let folder = try Descriptor.directory(path)
    let tree = try FileTree(of: folder)
    for entry in tree.folders { try writer.add(folder: Array(name.appending(entry.path).utf8), like: entry.stamp) }
    for entry in tree.files where !Self.transient.contains(RelativePath(entry.path.name).text) {
      let file = try Descriptor(opening: entry.path, in: folder, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
      try writer.add(file: file, as: Array(name.appending(entry.path).utf8))
    }
    var left: [String] = []
    let copier = TreeCopier(from: try .directory(path), to: try .directory(path))
    for entry in tree.links {
      let target = Array(try copier.target(of: entry.path).utf8), full = name.appending(entry.path)
      guard ArchivePath.staysInside(target, from: full.components.count - 2) else {
        left.append(full.text)
        continue
      }
      try writer.add(link: Array(full.utf8), to: target, like: entry.stamp)
    }
    return left
  }
}

/// Which paths and links of an archive are harmless.
enum ArchivePath {
  /// The components below the job's folder, with the job's name first.
  /// - Throws: for a path that leads elsewhere, or is no name.
  static func components(of path: [UInt8]) throws(ArchiveError) -> [[UInt8]] {
    let text = String(decoding: path, as: UTF8.self)
    guard path.first != UInt8(ascii: "/") else { throw ArchiveError("'\(text)' is an absolute path") }
    let components = path.split(separator: UInt8(ascii: "/")).map(Array.init).filter { $0 != Array(".".utf8) }
    guard !components.contains(Array("..".utf8)) else { throw ArchiveError("'\(text)' leads out of its folder") }
    guard !components.isEmpty, components.count < 200, components.allSatisfy({ $0.count < 256 && !$0.contains(0) })
    else { throw ArchiveError("'\(text)' is no path") }
    return components
  }

  /// Whether a link leads to a place in the job. Dots count only at its beginning: behind another link they would
  /// lead elsewhere than they seem to.
  /// - Parameter depth: of the folder the link lies in, 0 for the job's own.
  static func staysInside(_ target: [UInt8], from depth: Int) -> Bool {
    guard !target.isEmpty, target.first != UInt8(ascii: "/") else { return false }
    let components = target.split(separator: UInt8(ascii: "/")).filter { !$0.elementsEqual(".".utf8) }
    let ups = components.prefix { $0.elementsEqual("..".utf8) }.count
    return ups <= depth && !components.dropFirst(ups).contains { $0.elementsEqual("..".utf8) }
  }
}
