// SPDX-License-Identifier: Apache-2.0
import AttuneConfig
import AttuneJob
import Testing

@Suite struct `A script` {
  static let files = [
    "train.py": "", "train.R": "", "old.r": "", "train.jl": "", "train.sh": "", "train": "", "train.lua": "",
    "sub/deep.py": "", "sub/tool": "", "notes": "", "tuning.yml": "trainingInput: {args: [--epochs, 5]}",
  ]

  private func resolved(
    _ script: String, arguments: [String]? = [], directory: String = ""
  ) throws -> JobResolution {
    try Folder.with(Self.files, executables: ["train", "sub/tool"]) { folder in
      let script = script.replacing("FOLDER", with: folder)
      return JobRequest(directory: folder + directory, program: .script(script, arguments: arguments))
        .resolved(gpus: 0)
    }
  }

  @Test(arguments: [
    ("train.py", Trainer.Kind.python, ["python3", "train.py"]), ("train.R", .r, ["Rscript", "train.R"]),
    ("old.r", .r, ["Rscript", "old.r"]), ("train.jl", .julia, ["julia", "train.jl"]),
    ("train.sh", .shell, ["sh", "train.sh"]), ("train", .executable, ["./train"]),
    ("sub/tool", .executable, ["sub/tool"]), ("./train.py", .python, ["python3", "train.py"]),
    ("sub/../train.py", .python, ["python3", "train.py"]), ("FOLDER/sub/deep.py", .python, ["python3", "sub/deep.py"]),
  ])
  func `is started by its kind`(script: String, kind: Trainer.Kind, command: [String]) throws {
    let trainer = try #require(try resolved(script).spec?.trainer)
    #expect(trainer.kind == kind)
    #expect(trainer.command == command)
    #expect(!trainer.usesPlaceholders)
  }

  @Test func `outside the working directory keeps its own path`() throws {
    let trainer = try #require(try resolved("../train.py", directory: "/sub").spec?.trainer)
    let path = try #require(trainer.command.last)
    #expect(path.hasPrefix("/"))
    #expect(path.hasSuffix("/train.py"))
    #expect(!path.contains("/sub/"))
    #expect(trainer.script == "../train.py")
  }

  @Test func `takes the file's arguments where none are given`() throws {
    #expect(try resolved("train.py", arguments: nil).spec?.trainer.command == ["python3", "train.py", "--epochs", "5"])
    #expect(try resolved("train.py", arguments: ["-v"]).spec?.trainer.command == ["python3", "train.py", "-v"])
    #expect(try resolved("train.py", arguments: []).spec?.trainer.command == ["python3", "train.py"])
  }

  @Test(arguments: [
    ("trian.py", "error: no script 'trian.py'\n  did you mean 'train.py'?"),
    ("sub/depe.py", "error: no script 'sub/depe.py'\n  did you mean 'sub/deep.py'?"),
    ("nowhere/at_all.py", "error: no script 'nowhere/at_all.py'\n  check the path"),
    ("sub", "error: 'sub' is a directory, not a script\n  name the script inside it"),
    (
      "train.lua",
      """
      error: cannot tell how to start 'train.lua': it is not executable, and '.lua' names no interpreter
        chmod +x train.lua, or name its program: attune run -- PROGRAM train.lua
      """
    ),
    (
      "notes",
      """
      error: cannot tell how to start 'notes': it is not executable, and has no extension
        chmod +x notes, or name its program: attune run -- PROGRAM notes
      """
    ),
  ])
  func `that cannot be started is refused with a repair`(script: String, said: String) throws {
    let resolution = try resolved(script)
    #expect(resolution.spec == nil)
    #expect(resolution.diagnostics.last?.description == said)
  }
}

@Suite struct `A Python module` {
  private func resolved(_ program: JobRequest.Program, file: String) throws -> JobResolution {
    try Folder.with(["tuning.yml": file, "train.py": ""]) { folder in
      JobRequest(directory: folder, program: program).resolved(gpus: 0)
    }
  }

  @Test func `is started where no script is given`() throws {
    let resolution = try resolved(.none, file: "trainingInput: {pythonModule: trainer.task, args: [--epochs, 5]}")
    #expect(
      resolution.spec?.trainer
        == Trainer(kind: .module, command: ["python3", "-m", "trainer.task", "--epochs", "5"]))
  }

  @Test func `gives way to a script, and that is said`() throws {
    let resolution = try resolved(
      .script("train.py", arguments: nil), file: "trainingInput: {pythonModule: trainer.task}")
    #expect(resolution.spec?.trainer.command == ["python3", "train.py"])
    #expect(
      resolution.diagnostics.last?.description
        == "notice: 'pythonModule' (trainer.task) is not used: 'train.py' is given on the command line")
  }

  @Test func `or a script or a command must be there`() throws {
    let resolution = try resolved(.none, file: "trainingInput: {}")
    #expect(resolution.spec == nil)
    #expect(
      resolution.diagnostics.last?.description
        == "error: no SCRIPT is given\n  name the training script: attune run train.py, or -- COMMAND")
  }
}
