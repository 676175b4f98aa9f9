// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
import Glibc

/// A folder of a test's own, removed with its owner.
final class ScratchFolder: Sendable {
  let path: String

  init() throws {
    let base = FileManager.default.temporaryDirectory.path
    path = "\(base)/attune-test-\(getpid())-\(UInt64.random(in: 0 ... .max))"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ content: String, to name: String, mode: Int? = nil) throws {
    let file = "\(path)/\(name)"
    try FileManager.default.createDirectory(
      atPath: String(file[..<(file.lastIndex(of: "/") ?? file.endIndex)]), withIntermediateDirectories: true)
    try Data(content.utf8).write(to: URL(filePath: file))
    if let mode { try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file) }
  }

  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: "\(path)/\(name)", withDestinationPath: target)
  }

  func read(_ name: String) -> String? { Self.read("\(path)/\(name)") }

  static func read(_ path: String) -> String? {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Every path below `folder`, folders with a slash at their end, links with ` -> target`.
  static func listing(_ folder: String) -> [String] {
    let files = FileManager.default
    return ((try? files.subpathsOfDirectory(atPath: folder)) ?? []).map { path in
      if let target = try? files.destinationOfSymbolicLink(atPath: "\(folder)/\(path)") {
        return "\(path) -> \(target)"
      }
      var isDirectory = false
      _ = files.fileExists(atPath: "\(folder)/\(path)", isDirectory: &isDirectory)
      return isDirectory ? "\(path)/" : path
    }.sorted()
  }
}
