// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@Suite struct `The documentation` {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  private static let documents = [
    "README.md", "Documentation/Guides/tune-a-script.md", "Documentation/Guides/resume-and-stop.md",
    "Documentation/Guides/collect-results.md", "Documentation/Guides/early-stopping.md",
    "Documentation/Guides/metric.md", "Documentation/Guides/metric-sources.md",
    "Documentation/Guides/check-before-you-spend.md", "Documentation/Guides/why.md",
    "Documentation/Guides/warm-start.md", "Documentation/Guides/keep-house.md",
    "Documentation/Guides/gpus-and-memory.md", "Documentation/Guides/failures.md",
    "Documentation/Guides/tensorboard.md", "Documentation/Guides/hyperparameter-tuning.md",
    "Documentation/Guides/from-cloud-ml-engine.md",
    "Documentation/Guides/r-cloudml.md",
    "Documentation/Guides/study-service.md",
  ]
  /// Its code is Swift, and run by the tests of the library.
  private static let guideToTheLibrary = "Documentation/Guides/library.md"
  private static let verbs = [
    "run", "submit", "check", "list", "status", "trials", "best", "importance", "logs", "watch", "tensorboard",
    "collect", "cancel",
    "resume", "retry", "rm", "gc", "export", "import", "events", "report", "ask-tell", "doctor", "completion",
    "install-shims",
  ]

  @Test(arguments: documents)
  func `gives commands that work, in order, beside a trainer and its tuning file`(document: String) throws {
    let project = try makeProject()
    let commands = DocumentedCommands(markdown: try text(of: document))
    #expect(!commands.blocks.isEmpty)
    for block in commands.blocks {
      let (status, output) = try run(block.script, in: project)
      #expect(status == 0, "\(document):\(block.line): \(block.script)\n\(output)")
      if status != 0 { return }
    }
  }

  @Test func `has every guide among the documents whose commands are run`() throws {
    let guides = try FileManager.default.contentsOfDirectory(
      atPath: Self.root.appending(path: "Documentation/Guides").path(percentEncoded: false))
    let untested = guides.map { "Documentation/Guides/\($0)" }.filter { !Self.documents.contains($0) }
    #expect(untested == [Self.guideToTheLibrary])
  }

  @Test func `shows in the README the tuning file of the example`() throws {
    let example = try text(of: "Examples/digits/tuning.yml")
    #expect(try text(of: "README.md").contains("```yaml\n# tuning.yml\n\(example)```"))
  }

  @Test(arguments: verbs)
  func `names every option of every verb in the reference`(verb: String) throws {
    let help = try Project(nil).attune("help", verb)
    #expect(help.status == 0)
    let reference = try text(of: "Documentation/Reference/command-line.md")
    #expect(reference.contains("`attune \(verb)"))
    for option in help.output.matches(of: /\n  (--[a-z-]+)/).map(\.output.1) where option != "--version" {
      #expect(reference.contains("`\(option)"), "\(verb): \(option)")
    }
  }

  @Test func `finds the blocks marked sh, and no others`() {
    let commands = DocumentedCommands(
      markdown: "Title\n```sh\none\ntwo\n```\n```console\n$ three\n```\ntext\n```sh\nfour\n```\n")
    #expect(commands.blocks.map(\.script) == ["one\ntwo", "four"])
    #expect(commands.blocks.map(\.line) == [3, 11])
  }

  private func text(of document: String) throws -> String {
    try String(contentsOf: Self.root.appending(path: document), encoding: .utf8)
  }

  /// A folder with the script and the tuning file that the documents speak of.
  private func makeProject() throws -> Project {
    let project = try Project("guide", tuning: try text(of: "Examples/digits/tuning.yml"))
    try project.write(try text(of: "Tests/EndToEndTests/Trainers/odd/events.py"), to: "events.py")
    return project
  }

  /// What the commands print goes to a file: a pipe would stay open as long as a trainer that they leave behind.
  private func run(_ script: String, in project: Project) throws -> (status: Int32, output: String) {
    let printed = project.place.appending(path: "printed.txt")
    try Data().write(to: printed)
    let file = try FileHandle(forWritingTo: printed)
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-euo", "pipefail", "-c", script]
    process.currentDirectoryURL = project.folder
    process.environment = environment(of: project)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = file
    process.standardError = file
    try process.run()
    process.waitUntilExit()
    return (process.terminationStatus, try String(contentsOf: printed, encoding: .utf8))
  }

  private func environment(of project: Project) -> [String: String] {
    var environment = ProcessInfo.processInfo.environment
    let path = environment["PATH", default: "/usr/bin:/bin"]
    environment["PATH"] = "\(Project.binary.deletingLastPathComponent().path):\(path)"
    environment["ATTUNE_HOME"] = project.home.path
    return environment
  }
}
