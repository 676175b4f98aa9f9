// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// Jobs that lie where another user put them: nothing is damaged, and it is said why nothing can be done.
@Suite(.enabled(if: canBeAnotherUser, "needs the superuser, setpriv, and a place of the build that everyone may read"))
struct `A job of another user` {
  /// Root can do anything as itself, so the other one is made of it.
  fileprivate static let becoming = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"]
  private let project: Project

  init() throws {
    project = try Project("shell", tuning: Project.activations(trials: 1))
    chmod(project.place.path, 0o755)
    try #require(project.attune("run", "train.sh").status == 0)
  }

  private static let verbs = [
    ["list"], ["trials"], ["status"], ["cancel"], ["logs", "--trial", "1"], ["rm"], ["retry", "--failed"], ["export"],
    ["run", "train.sh"],
  ]

  private func attempt(_ arguments: [String]) throws -> (status: Int32, words: String) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = Self.becoming + [Project.binary.path] + arguments
    process.currentDirectoryURL = project.folder
    process.environment = ["PATH": "/usr/bin:/bin", "ATTUNE_HOME": project.home.path, "HOME": project.place.path]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    let words = Pipe()
    process.standardError = words
    try process.run()
    let text = try words.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: text, as: UTF8.self))
  }

  /// Every file of the home, with its content.
  private func contents() throws -> [String: Data] {
    var contents: [String: Data] = [:]
    for name in project.leftovers {
      contents[name] = FileManager.default.contents(atPath: project.home.appending(path: name).path) ?? Data()
    }
    return contents
  }

  @Test(arguments: verbs + [["gc"]])
  func `in a home that is closed to others is told, with exit code 1`(verb: [String]) throws {
    let before = try contents()
    let result = try attempt(verb)
    #expect(result.status == 1)
    #expect(result.words.contains("'\(project.home.path)"), "\(result.words)")
    #expect(result.words.contains("Permission denied"))
    if verb != ["gc"] { #expect(result.words.contains("it may be another user's: set ATTUNE_HOME to yours")) }
    #expect(try contents() == before)
  }

  @Test func `in a home that is open is shown as one that can't be read`() throws {
    for folder in [project.home, project.home.appending(path: "jobs")] { chmod(folder.path, 0o755) }
    let (before, name) = (try contents(), try project.job().lastPathComponent)
    let list = try attempt(["list"])
    #expect(list.words.contains("Permission denied; it may be another user's"), "\(list.words)")
    #expect(!list.words.contains("no job yet"))
    for (verb, status) in [(["trials"], 2), (["cancel", name], 2), (["export", name], 2), (["rm", name], 1)] {
      let result = try attempt(verb)
      #expect(result.status == Int32(status), "\(verb): \(result.words)")
      #expect(result.words.contains(name) && result.words.contains("Permission denied"), "\(result.words)")
    }
    #expect(try contents() == before)
  }

  @Test func `that everyone may read can be looked at, and not be changed`() throws {
    let opener = Process()
    opener.executableURL = URL(filePath: "/usr/bin/env")
    opener.arguments = ["chmod", "-R", "a+rX", project.home.path]
    try opener.run()
    opener.waitUntilExit()
    let before = try contents()
    for verb in [["list"], ["trials"], ["status"], ["logs", "--trial", "1"]] {
      let result = try attempt(verb)
      #expect(result.status == 0, "\(verb): \(result.words)")
    }
    for verb in [["rm"], ["export"], ["run", "train.sh"]] {
      let result = try attempt(verb)
      #expect(result.status == 1, "\(verb): \(result.words)")
      #expect(result.words.contains("Permission denied"), "\(result.words)")
    }
    #expect(try contents() == before)
  }
}

/// Whether another user can run the built program at all.
private let canBeAnotherUser: Bool = {
  guard geteuid() == 0 else { return false }
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  let folder = FileManager.default.temporaryDirectory.path
  process.arguments =
    `A job of another user`.becoming + ["sh", "-c", "cd '\(folder)' && '\(Project.binary.path)' --version"]
  process.standardOutput = FileHandle.nullDevice
  process.standardError = FileHandle.nullDevice
  guard (try? process.run()) != nil else { return false }
  process.waitUntilExit()
  return process.terminationStatus == 0
}()
