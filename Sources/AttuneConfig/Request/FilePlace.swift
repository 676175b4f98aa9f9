// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A path as the file system sees it, relative to the directory in which the command was given.
struct FilePlace {
  enum Kind {
    case missing, directory, executable, plain
  }

  /// As the user wrote it.
  let written: String
  let absolute: String
  private let directory: String

  /// - Parameter directory: absolute.
  init(_ written: String, in directory: String) {
    self.written = written
    self.directory = directory
    absolute = written.hasPrefix("/") ? written : "\(directory)/\(written)"
  }

  var kind: Kind {
    var status = stat()
    guard stat(absolute, &status) == 0 else { return .missing }
    if status.st_mode & S_IFMT == S_IFDIR { return .directory }
    return access(absolute, X_OK) == 0 ? .executable : .plain
  }

  /// Symbolic links resolved; the absolute path where it does not exist.
  var real: String {
    guard let resolved = realpath(absolute, nil) else { return absolute }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// Relative to the directory if it lies below, so that it means the file of each working copy; else absolute.
  var inWorkingCopy: String {
    let parts = written.split(separator: "/").filter { $0 != "." }
    if !written.hasPrefix("/"), !parts.contains("..") { return parts.joined(separator: "/") }
    let parent = FilePlace(written.parentPath, in: directory).real
    let path = "\(parent == "/" ? "" : parent)/\(parts.last ?? "")"
    return path.hasPrefix("\(directory)/") ? String(path.dropFirst(directory.count + 1)) : path
  }

  /// `did you mean 'train.py'?`: the nearest name beside it.
  var nearestNeighbour: String? {
    let folder = FilePlace(written.parentPath, in: directory)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.absolute)) ?? []
    let name = written.split(separator: "/").last.map(String.init) ?? written
    return NearestName.to(name, among: names.sorted()).map { nearest in
      "did you mean '\(written.dropLast(name.count))\(nearest)'?"
    }
  }
}

extension String {
  fileprivate var parentPath: String {
    guard let slash = lastIndex(of: "/") else { return "." }
    return slash == startIndex ? "/" : String(self[..<slash])
  }
}
