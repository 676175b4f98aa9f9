// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// A disk that fails below one folder, made by a library that is loaded before `attune`: `Faults/failing_writes.c`.
struct FailingDisk: Sendable, CustomTestStringConvertible {
  enum Kind: String, Sendable {
    case full = "ENOSPC"
    case quota = "EDQUOT"
    case broken = "EIO"
    case readOnly = "EROFS"
    /// Half of a write is done, and then it fails.
    case torn
    /// Half of a write is done, and said.
    case short
    /// Only saving fails.
    case sync
    /// Who calls is killed.
    case kill
  }

  let kind: Kind
  /// How many calls fail, one after the other.
  var calls = 1
  /// How far apart the tries are in the short run.
  let stride: Int

  var testDescription: String { "\(kind.rawValue), \(calls == 1 ? "once" : "\(calls) times")" }

  static let all: [FailingDisk] = [
    FailingDisk(kind: .full, stride: 19), FailingDisk(kind: .full, calls: 8, stride: 53),
    FailingDisk(kind: .broken, stride: 23), FailingDisk(kind: .broken, calls: 5, stride: 59),
    FailingDisk(kind: .quota, stride: 41), FailingDisk(kind: .readOnly, calls: 8, stride: 61),
    FailingDisk(kind: .torn, stride: 11), FailingDisk(kind: .short, stride: 11), FailingDisk(kind: .sync, stride: 5),
  ]

  /// - Parameter number: the first call that fails, counted from 1.
  func environment(in project: Project, at number: Int) throws -> [String: String] {
    [
      "LD_PRELOAD": try Self.library.get(), "FAULTS_BELOW": project.home.path, "FAULTS_KIND": kind.rawValue,
      "FAULTS_AT": "\(number)", "FAULTS_COUNT": "\(calls)", "FAULTS_LOG": Self.log(in: project).path,
    ]
  }

  private static func log(in project: Project) -> URL { project.place.appending(path: "faults") }

  /// The calls that failed, as `NUMBER CALL PATH`.
  static func failures(in project: Project) -> [String] {
    let text = try? String(contentsOf: log(in: project), encoding: .utf8)
    return text?.split(separator: "\n").map(String.init) ?? []
  }

  private static let library = Result<String, any Error> {
    let source = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Faults/failing_writes.c")
    let place = FileManager.default.temporaryDirectory.appending(path: "attune-faults-\(UUID().uuidString).so")
    let compiler = Process()
    compiler.executableURL = URL(filePath: "/usr/bin/env")
    compiler.arguments = ["cc", "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", place.path, source.path]
    try compiler.run()
    compiler.waitUntilExit()
    try #require(compiler.terminationStatus == 0, "the library that lets writes fail can't be compiled")
    return place.path
  }
}
