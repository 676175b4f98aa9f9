// SPDX-License-Identifier: Apache-2.0
import AttuneConfig
import AttuneJob
import Testing

@Suite struct `A command` {
  static let file = """
    trainingInput:
      hyperparameters:
        hyperparameterMetricTag: acc
        maxTrials: 20
        params:
          - {parameterName: learning_rate, type: DOUBLE, minValue: 0.1, maxValue: 1}
          - {parameterName: num-layers, type: INTEGER, minValue: 1, maxValue: 4}
    """

  private func resolved(_ command: [String], file: String = Self.file) throws -> JobResolution {
    try Folder.with(["tuning.yml": file, "bin/train": ""], executables: ["bin/train"]) { folder in
      JobRequest(directory: folder, program: .command(command)).resolved(gpus: 0)
    }
  }

  @Test(arguments: [
    ["octave", "--eval", "train"], ["awk", "{ print $1 }"], ["xargs", "-I", "{}", "echo", "{}"],
    ["train", "{\"a\": {\"b\": 1}}"], ["sh", "-c", "echo $HOME"],
  ])
  func `without placeholders is used as it is`(command: [String]) throws {
    let trainer = try #require(try resolved(command).spec?.trainer)
    #expect(trainer == Trainer(kind: .command, command: command))
  }

  @Test func `with a placeholder for every parameter gets no flags`() throws {
    let command = ["bin/train", "-l={num-layers}", "--config={{\"lr\": {learning_rate}}}"]
    let trainer = try #require(try resolved(command).spec?.trainer)
    #expect(trainer == Trainer(kind: .command, command: command, usesPlaceholders: true))
  }

  @Test func `with a name in double braces only has braces`() throws {
    let trainer = try #require(try resolved(["sh", "-c", "echo ${{HOME}}"]).spec?.trainer)
    #expect(trainer == Trainer(kind: .command, command: ["sh", "-c", "echo ${HOME}"]))
  }

  @Test func `keeps every brace where nothing is tuned`() throws {
    let command = ["sh", "-c", "echo ${HOME} {{x}}"]
    #expect(try resolved(command, file: "trainingInput: {}").spec?.trainer == Trainer(kind: .command, command: command))
  }

  @Test(arguments: [
    (
      ["train", "{learning-rat}", "{num-layers}"],
      """
      error: '{learning-rat}' in the command names no parameter
        did you mean 'learning_rate'? the parameters are learning_rate, num-layers; write {{learning-rat}} for braces
      error: the command has no place for {learning_rate}
        use a placeholder for every parameter, or for none: then --name=value flags are appended
      """
    ),
    (
      ["train", "{num-layers}"],
      """
      error: the command has no place for {learning_rate}
        use a placeholder for every parameter, or for none: then --name=value flags are appended
      """
    ),
    (
      ["train", "{\"lr\": {learning_rate}}"],
      "error: '{' in '{\"lr\": {learning_rate}}' belongs to no placeholder; write '{{' for a brace"
    ),
    (["bin/trian"], "error: no program 'bin/trian'\n  did you mean 'bin/train'?"),
    (["./nothing"], "error: no program './nothing'\n  check the path"),
    ([], "error: no command stands behind '--'\n  attune run -- COMMAND ARG…"),
  ])
  func `that cannot be meant is refused`(command: [String], said: String) throws {
    let resolution = try resolved(command)
    #expect(resolution.spec == nil)
    #expect(resolution.diagnostics.map(\.description).joined(separator: "\n") == said)
  }

  @Test func `leaves the file's arguments alone, and says so`() throws {
    let resolution = try resolved(["train"], file: "trainingInput: {args: [--epochs]}")
    #expect(resolution.spec?.trainer.command == ["train"])
    #expect(
      resolution.diagnostics.last?.description == """
        notice: 'args' of the file is not used: the command is used as it is
          write its arguments behind the command
        """)
  }
}
