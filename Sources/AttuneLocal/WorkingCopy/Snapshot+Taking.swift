// SPDX-License-Identifier: Apache-2.0
package import AttuneJob
import CAttune
import FoundationEssentials
import Glibc

extension Snapshot {
  /// The job's `source/`, made in the way it wants; nil where its trainers run in place.
  package static func take(
    of spec: JobSpec, home: AttuneHome, into job: JobPaths
  ) throws(WorkingCopyError) -> Snapshot? {
    switch spec.workingCopy {
    case .copied(let exclude, let link):
      try take(of: spec.directory, exclude: exclude, link: link, home: home, into: job)
    case .shipped: try take(of: spec.directory, limits: .none, into: job, home: home) { _ in SnapshotRules() }
    case .inPlace: nil
    }
  }

  /// Copies `directory` into the job's `source/`. A snapshot that an earlier life left unfinished is made anew,
  /// a finished one is returned as it is.
  ///
  /// - Parameters:
  ///   - directory: absolute.
  ///   - home: `$ATTUNE_HOME`, which is left out if it lies below.
  package static func take(
    of directory: String, exclude: [String], link: [String], home: AttuneHome, into job: JobPaths,
    limits: SnapshotLimits = SnapshotLimits()
  ) throws(WorkingCopyError) -> Snapshot {
    try take(of: directory, limits: limits, into: job, exclude: exclude, link: link, home: home) {
      directory throws(SystemError) in
      try SnapshotRules(for: directory, exclude: exclude, link: link, home: home.folder)
    }
  }

  private static func take(
    of directory: String, limits: SnapshotLimits, into job: JobPaths, exclude: [String] = [], link: [String] = [],
    home: AttuneHome, by rules: (String) throws(SystemError) -> SnapshotRules
  ) throws(WorkingCopyError) -> Snapshot {
    if let finished = try read(from: job) { return finished }
    do {
      let rules = try rules(directory)
      let plan = try SnapshotPlan(of: .directory(directory), rules: rules, limits: limits)
      try Directory.remove(job.source)
      try Directory.make(job.source)
      var copier = try TreeCopier(from: .directory(directory), to: .directory(job.source))
      let (texts, skipped) = try plan.carryOut(with: &copier, directory: directory)
      let snapshot = Snapshot(
        directory: directory, linked: plan.linked.map { .init(path: $0.path.text, reason: $0.reason) },
        skipped: plan.skipped + skipped, texts: texts, exclude: exclude, link: link, home: home.folder)
      // The record says that all of it is there, also after a power cut.
      let source = try Descriptor.directory(job.source)
      guard attune_sync_file_system(source.raw) == 0 else { throw SystemError("save", job.source) }
      try FileContent.replace(job.sourceRecord, with: Array(JSONEncoder().encode(snapshot)), durably: true)
      return snapshot
    } catch {
      throw WorkingCopyError("could not copy '\(directory)' for the trainers: \(error)", cause: error)
    }
  }

  /// Nil where no finished snapshot is.
  package static func read(from job: JobPaths) throws(WorkingCopyError) -> Snapshot? {
    do {
      guard let content = try FileContent.read(job.sourceRecord) else { return nil }
      let snapshot = try JSONDecoder().decode(Snapshot.self, from: Data(content))
      guard snapshot.version == Snapshot.version else {
        throw WorkingCopyError("its version \(snapshot.version) is not known to this Attune")
      }
      return snapshot
    } catch {
      throw WorkingCopyError("the snapshot record '\(job.sourceRecord)' can't be read: \(error)")
    }
  }
}

extension SnapshotPlan {
  fileprivate func carryOut(
    with copier: inout TreeCopier, directory: String
  ) throws(SystemError) -> (texts: [Snapshot.Text], skipped: [Snapshot.Skipped]) {
    for folder in folders { try copier.makeFolder(folder.path, like: folder.stamp) }
    for entry in linked {
      try copier.makeLink(entry.path, to: RelativePath(directory).appending(entry.path))
    }
    for link in links { try remake(link, with: copier, directory: directory) }
    var texts: [Snapshot.Text] = [], skipped: [Snapshot.Skipped] = []
    for file in files {
      do {
        _ = try copier.copyFile(file.path)
      } catch {
        // What can't be read, or has gone meanwhile, can't be missed by a trainer that runs as the same user.
        guard [EACCES, EPERM, ENOENT, ELOOP].contains(error.code) else { throw error }
        skipped.append(.init(path: file.path.text, reason: SystemError.text(of: error.code)))
        continue
      }
      guard SourceText.includes(file.path) else { continue }
      let digest = try SourceText.digest(of: copier.content(ofCopied: file.path))
      texts.append(.init(path: file.path.text, digest: digest))
    }
    return (texts, skipped)
  }

  /// A link that leads out of the directory would lead elsewhere from the copy, so it becomes absolute.
  private func remake(
    _ link: RelativePath, with copier: borrowing TreeCopier, directory: String
  ) throws(SystemError) {
    let target = try copier.target(of: link)
    var depth = link.components.count - 1
    var leadsOut = false
    for component in target.components {
      depth += Array(component) == Array("..".utf8) ? -1 : Array(component) == Array(".".utf8) ? 0 : 1
      if depth < 0 { leadsOut = true }
    }
    let isAbsolute = target.utf8.first == UInt8(ascii: "/")
    guard leadsOut, !isAbsolute else { return try copier.makeLink(link, to: target) }
    let parent = link.components.dropLast().reduce(RelativePath(directory)) { $0.appending(RelativePath($1)) }
    try copier.makeLink(link, to: parent.appending(target))
  }
}
