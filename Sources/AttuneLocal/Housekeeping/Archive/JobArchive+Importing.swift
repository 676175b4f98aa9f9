// SPDX-License-Identifier: Apache-2.0
package import AttuneJob
import Glibc

extension JobArchive {
  /// Unpacks beside the jobs, checks all of it, and only then takes it among them.
  ///
  /// - Parameters:
  ///   - id: the name it gets; its own where there is none.
  ///   - environment: what trainers that are started from now on get; an archive holds none.
  /// - Returns: the job's name here.
  package func take(
    from archive: String, as id: JobID?, environment: [String: String]
  ) throws(JobStoreError) -> JobID {
    let place = "\(home.folder)/import/\(getpid())"
    do {
      try Directory.make(home.jobs)
      try Directory.remove(place)
      try Directory.make(place)
      defer {
        try? Directory.remove(place)
        rmdir("\(home.folder)/import")
      }
      let name = try unpack(archive, into: place)
      let paths = JobPaths(folder: "\(place)/\(name)")
      try JournalFile(path: paths.journal).check()
      try CapturedEnvironment.write(environment, to: paths)
      let job = id ?? name
      let folder = home.job(job).folder
      guard access(folder, F_OK) != 0, rename(paths.folder, folder) == 0 else {
        guard access(folder, F_OK) == 0 else { throw SystemError("make the folder", folder) }
        throw JobStoreError(.alreadyExists, "there is a job \(job) already; --new-id takes it in under a new id")
      }
      return job
    } catch {
      guard isFault(of: archive, error) else {
        throw JobStoreError(error, when: "take in '\(archive)'", in: home.folder)
      }
      throw JobStoreError(.unreadable, "'\(archive)' can't be taken in: \(error); nothing of it was kept")
    }
  }

  /// Rather than one of this machine: names that stand for two things, or a file that is not there.
  private func isFault(of archive: String, _ error: any Error) -> Bool {
    guard let error = error as? SystemError else { return error is ArchiveError }
    return [EEXIST, ENOENT, ENOTDIR, EISDIR, ELOOP, ENAMETOOLONG, EACCES].contains(error.code)
  }

  private func unpack(_ archive: String, into place: String) throws -> JobID {
    var reader = try TarReader(try Descriptor(opening: archive, O_RDONLY))
    let root = try Descriptor.directory(place)
    var job: JobID?
    var links: [(path: [[UInt8]], target: [UInt8])] = []
    while let (entry, offset) = try reader.next() {
      let path = try ArchivePath.components(of: entry.path)
      let name = try self.job(named: path[0])
      guard job == nil || job == name else { throw ArchiveError("it holds more than one job") }
      job = name
      if path.count > 1 { try requireMember(path, entry) }
      switch entry.kind {
      case .folder: _ = try folder(path[...], in: root)
      case .file(let size):
        guard path.count > 1 else { throw ArchiveError("'\(entry.text)' is not a folder") }
        let file = try Descriptor(
          opening: RelativePath(path[path.count - 1]), in: folder(path.dropLast(), in: root),
          O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: mode_t(entry.permissions) | 0o600)
        try reader.copy(from: offset, count: size, to: file, entry)
      case .link(let target):
        guard path.count > 2, ArchivePath.staysInside(target, from: path.count - 2) else {
          throw ArchiveError("the link '\(entry.text)' leads out of the job")
        }
        links.append((path, target))
      }
    }
    // Last, so that no file is ever written through one.
    for (path, target) in links {
      let folder = try folder(path.dropLast(), in: root)
      guard symlinkat(RelativePath(target).bytes, folder.raw, RelativePath(path[path.count - 1]).bytes) == 0 else {
        throw SystemError("make the link", RelativePath(path[path.count - 1]).text)
      }
    }
    guard let job, access("\(place)/\(job)/journal.sqlite", F_OK) == 0 else { throw ArchiveError("it holds no job") }
    return job
  }

  private func job(named name: [UInt8]) throws -> JobID {
    let text = String(decoding: name, as: UTF8.self)
    guard let job = JobID(rawValue: text) else { throw ArchiveError("'\(text)' is no job's id") }
    return job
  }

  private func requireMember(_ path: [[UInt8]], _ entry: TarEntry) throws {
    let name = String(decoding: path[1], as: UTF8.self)
    let isFolder = ["source", "trials"].contains(name)
    guard Self.members.contains(name), isFolder == (path.count > 2 || entry.kind == .folder) else {
      throw ArchiveError("'\(entry.text)' is no part of a job")
    }
  }

  /// The folder, made where it is not there; never through a link.
  private func folder(_ path: ArraySlice<[UInt8]>, in root: borrowing Descriptor) throws -> Descriptor {
    var current = try Descriptor(opening: .here, in: root, O_RDONLY | O_DIRECTORY)
    for component in path {
      let name = RelativePath(component)
      guard mkdirat(current.raw, name.bytes, 0o700) == 0 || errno == EEXIST else {
        throw SystemError("make the folder", name.text)
      }
      current = try Descriptor(opening: name, in: current, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
    }
    return current
  }
}

extension TarReader {
  fileprivate borrowing func copy(
    from offset: Int, count: Int, to file: borrowing Descriptor, _ entry: TarEntry
  ) throws(SystemError) {
    var done = 0
    while done < count {
      let bytes = try bytes(from: offset + done, count: min(count - done, 1 << 20))
      guard !bytes.isEmpty else { throw SystemError("read", entry.text, code: EIO) }
      try file.write(bytes, for: entry.text)
      done += bytes.count
    }
    let time = timespec(tv_sec: Int(entry.modified), tv_nsec: 0)
    futimens(file.raw, [time, time])
  }
}
