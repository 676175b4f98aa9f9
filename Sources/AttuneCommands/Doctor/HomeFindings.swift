// SPDX-License-Identifier: Apache-2.0
import AttuneLocal

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The folder that holds everything Attune keeps: `$ATTUNE_HOME`.
package enum HomeFindings {
  /// Below this many bytes, a job may well fill the disk.
  private static let comfortableSpace: UInt64 = 1 << 30

  package static func all(in home: String) -> [Finding] {
    guard let folder = existing(home) else {
      return [
        Finding(.broken, "home", "no folder above '\(home)' exists; set ATTUNE_HOME to a folder that can be made")
      ]
    }
    guard access(folder, W_OK | X_OK) == 0 else {
      let why = String(cString: strerror(errno))
      return [Finding(.broken, "home", "'\(home)' can't be written (\(why)); set ATTUNE_HOME to a folder of yours")]
    }
    let note = folder == home ? "" : " (made with the first job)"
    return [
      Finding(.ok, "home", "\(home)\(note)"), fileSystem(of: folder), space(in: folder), logs(in: folder),
      locks(in: folder),
    ]
  }

  /// The folder itself, or the nearest one above it that is there.
  private static func existing(_ folder: String) -> String? {
    var path = folder
    while access(path, F_OK) != 0 {
      guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return nil }
      path = String(path[..<slash])
    }
    return path
  }

  private static func fileSystem(of folder: String) -> Finding {
    guard let kind = MountTable.ofThisMachine?.kind(of: folder) else {
      return Finding(.warning, "file system", "its kind can't be told")
    }
    if kind.isShared {
      return Finding(.warning, "file system", "\(kind.name): safe but slower; a local disk for ATTUNE_HOME is faster")
    }
    return kind.isVolatile
      ? Finding(.warning, "file system", "\(kind.name): jobs are gone with this machine's memory or container")
      : Finding(.ok, "file system", kind.name)
  }

  private static func space(in folder: String) -> Finding {
    var status = statvfs()
    guard statvfs(folder, &status) == 0 else { return Finding(.warning, "space", "it can't be told") }
    let bytes = UInt64(status.f_bavail) * UInt64(status.f_frsize)
    let text = "\(bytes / 1_000_000_000).\(bytes / 100_000_000 % 10) GB free"
    return bytes < comfortableSpace
      ? Finding(.warning, "space", "\(text); working copies and what trials write need more")
      : Finding(.ok, "space", text)
  }

  private static func logs(in folder: String) -> Finding {
    let limit = "\(LogBound.bytes >> 20) MiB"
    return LogBound.isPossible(in: folder)
      ? Finding(.ok, "logs", "each is kept to \(limit): its beginning and its end")
      : Finding(.warning, "logs", "they can't be kept to \(limit) on this file system: one without end fills the disk")
  }

  /// Two controllers can't own one job because the first one holds a lock.
  private static func locks(in folder: String) -> Finding {
    var name = Array("\(folder)/.attune-doctor-XXXXXX".utf8CString)
    let descriptor = mkstemp(&name)
    guard descriptor >= 0 else {
      let why = String(cString: strerror(errno))
      return Finding(
        .broken, "locks", "no file can be made in '\(folder)': \(why); set ATTUNE_HOME to another folder")
    }
    defer {
      close(descriptor)
      unlink(name)
    }
    return flock(descriptor, LOCK_EX | LOCK_NB) == 0
      ? Finding(.ok, "locks", "files can be locked, so that one process owns a job")
      : Finding(.broken, "locks", "files can't be locked there; set ATTUNE_HOME to a folder on another file system")
  }
}
