// SPDX-License-Identifier: Apache-2.0
import AttuneCommands
import AttuneConfig
import FoundationEssentials
import Testing

@Suite struct `attune check` {
  /// A folder with the article's configuration and a script of each kind.
  private func folder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "attune-check-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for script in ["train.py", "train.R"] { try Data().write(to: folder.appending(path: script)) }
    try FileManager.default.copyItem(atPath: Self.article, toPath: folder.appending(path: "tuning.yml").path)
    return folder
  }

  private static let article =
    String(#filePath.prefix(#filePath.count - "AttuneCommandsTests/CheckTests.swift".count))
    + "Fixtures/configs/article.yml"

  private func programs(_ names: [String], tfruns: Bool = false, in folder: URL) throws -> Programs {
    let bin = folder.appending(path: "bin")
    try FileManager.default.createDirectory(at: bin, withIntermediateDirectories: true)
    for name in names {
      let path = bin.appending(path: name).path
      try "#!/bin/sh\n".write(toFile: path, atomically: true, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }
    return Programs(path: bin.path) { tfruns }
  }

  private func check(
    _ program: JobRequest.Program, programs names: [String] = ["python3", "Rscript"], tfruns: Bool = false,
    seed: UInt64? = nil, on machine: MachineCheck = MachineCheck(processors: 8, gpus: 0, environment: [:])
  ) throws -> RequestCheck {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let request = JobRequest(directory: folder.path, program: program, seed: seed)
    return try RequestCheck(request, on: machine, programs: try programs(names, tfruns: tfruns, in: folder))
  }

  @Test func `shows what was understood of the article's file, and the first command lines`() throws {
    let check = try check(.script("train.py", arguments: ["--epochs", "20 or so"]), seed: 1)
    try Snapshot.expect(try #require(check.report), is: "check-article")
    try Snapshot.expect(check.diagnostics.map { $0.line + "\n" }.joined(), is: "check-article-diagnostics")
  }

  @Test func `checks a file without a script`() throws {
    try Snapshot.expect(try #require(try check(.none).report), is: "check-file-only")
  }

  @Test func `fills the placeholders of a command`() throws {
    let report = try check(.command(["python3", "x.py", "{dropout1}", "--b={dropout2}"])).report
    #expect(report?.contains("\n  python3 x.py 0.4 --b=0.30000000000000004\n") == true)
  }

  @Test(arguments: [
    (true, "R script       runs inside tfruns::training_run\n"),
    (false, "R script       is sourced, since the package tfruns is not installed\n"),
  ])
  func `says how an R script runs`(tfruns: Bool, line: String) throws {
    let report = try #require(try check(.script("train.R", arguments: nil), tfruns: tfruns).report)
    #expect(report.contains(line))
    #expect(report.contains("\n  Rscript train.R --dropout1=0."))
  }

  @Test(arguments: [
    (MachineCheck(processors: 1, gpus: 1, environment: [:]), "1: OMP_NUM_THREADS=1 for each of 2 parallel trials"),
    (
      MachineCheck(processors: 8, gpus: 0, environment: ["MKL_NUM_THREADS": "3"]),
      "8 for 2 parallel trials, with MKL_NUM_THREADS=3 as it is set"
    ),
    (MachineCheck(processors: 8, gpus: 0, environment: [:]), "none: trials run on the CPU"),
    (MachineCheck(processors: 8, gpus: 4, environment: [:]), "4, 1 for each trial\n"),
    (
      MachineCheck(processors: 8, gpus: 1, environment: [:]),
      "1, 1 for each trial, so 1 of 2 parallel trials at a time"
    ),
  ])
  func `says what each trial gets of the machine`(machine: MachineCheck, words: String) throws {
    for program in [JobRequest.Program.script("train.py", arguments: nil), .none] {
      let report = try #require(try check(program, on: machine).report)
      #expect(report.contains(words), "\(report)")
    }
  }

  @Test func `warns of a program that is not there`() throws {
    let check = try check(.script("train.py", arguments: nil), programs: [])
    #expect(
      check.diagnostics.last?.line == """
        attune: warning: 'python3' is not found on PATH, so no trial could start
          install it, or put its folder on PATH; 'attune doctor' looks for it, too
        """)
    #expect(check.report != nil)
  }

  @Test func `reports nothing where there is an error`() throws {
    let check = try check(.script("trian.py", arguments: nil))
    #expect(check.report == nil)
    #expect(check.diagnostics.last?.line == "attune: error: no script 'trian.py'\n  did you mean 'train.py'?")
  }
}
