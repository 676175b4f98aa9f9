// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal
import AttuneStudy
import FoundationEssentials
import Glibc
import Testing

@Suite struct `A trial's working copy` {
  private func run(_ script: String, in job: ScratchJob) async throws -> ScratchTrial {
    let trial = try await job.launch(["sh", "-c", script])
    #expect(try await trial.exit().status == .exited(0))
    return trial
  }

  @Test func `is reduced to what the trainer made or changed`() async throws {
    let job = try ScratchJob(["train.py": "x", "lib/a.py": "x", "lib/b.py": "x", "data/x": "old", "data/sub/y": "y"])
    let trial = try await run(
      "cat lib/*; echo new >> data/x; mkdir out empty; echo z > out/z; ln -s out/z last", in: job)
    #expect(
      ScratchFolder.listing(trial.paths.work) == [
        "data/", "data/x", "empty/", "last -> out/z", "out/", "out/z",
      ])
    #expect(try WorkingCopy(of: trial.paths).changedFiles() == ["data/x", "last", "out/z"])
    #expect(ScratchFolder.listing(job.paths.source).count == 8)
  }

  @Test(arguments: [
    // Same size, and dated back.
    "printf y > train.sh; touch -d @1000000000 train.sh",
    "chmod 755 train.sh", "mv train.sh x; cp -p x train.sh; rm x", "ln train.sh other; rm other",
  ])
  func `keeps a file however it was changed`(script: String) async throws {
    let job = try ScratchJob(["train.sh": "x"])
    let trial = try await run(script, in: job)
    #expect(try WorkingCopy(of: trial.paths).changedFiles() == ["train.sh"])
  }

  @Test func `knows what changed while the trainer runs`() async throws {
    let job = try ScratchJob(["train.sh": "x", "data/a": "x"])
    let trial = try await job.launch(["sh", "-c", "echo y > data/model; echo $$ > pid; exec sleep 1000"])
    _ = try await trial.pid(in: "pid")
    #expect(try WorkingCopy(of: trial.paths).changedFiles() == ["data/model", "pid"])
    try await trial.stop(grace: .zero)
    _ = try await trial.exit()
    #expect(ScratchFolder.listing(trial.paths.work) == ["data/", "data/model", "pid"])
  }

  @Test func `is never left through a link that the trainer put in the place of a folder`() async throws {
    let job = try ScratchJob(["data/a": "x", "data/b": "x"])
    try job.folder.write("precious", to: "elsewhere/a")
    let trial = try await run("mv data old; ln -s '\(job.folder.path)/elsewhere' data", in: job)
    #expect(job.folder.read("elsewhere/a") == "precious")
    #expect(try WorkingCopy(of: trial.paths).changedFiles() == ["data", "old/a", "old/b"])
  }

  @Test func `is made anew when an earlier life did not finish it`() async throws {
    let job = try ScratchJob(["train.sh": "x"])
    let paths = job.paths.trial(Attempt(trial: Trial.ID(1), number: 1))
    try FileManager.default.createDirectory(atPath: paths.work, withIntermediateDirectories: true)
    try Data().write(to: URL(filePath: "\(paths.work)/half"))
    let trial = try await run("ls", in: job)
    #expect(ScratchFolder.read(trial.paths.standardOutput) == "train.sh\n")
  }

  @Test func `is tidied by a later life, too`() async throws {
    let job = try ScratchJob(["train.sh": "x"])
    let trial = try await job.launch(["sh", "-c", "echo y > model"])
    try await eventually("the trainer has ended") { ScratchFolder.read(trial.paths.exitRecord) != nil }
    #expect(ScratchFolder.listing(trial.paths.work) == ["model", "train.sh"])
    _ = try await job.executor().exit(of: trial.handle, at: trial.attempt)
    #expect(ScratchFolder.listing(trial.paths.work) == ["model"])
    #expect(!FileManager.default.fileExists(atPath: trial.paths.workManifest))
    _ = try await trial.exit()
    #expect(ScratchFolder.listing(trial.paths.work) == ["model"])
  }

  @Test func `takes names that are not text`() async throws {
    let job = try ScratchJob()
    let name = "caf\\351"
    let trial = try await run("echo x > \"$(printf '\(name)')\"; echo 'a b' > 'new\nline'", in: job)
    #expect(try WorkingCopy(of: trial.paths).changedFiles() == ["caf\u{FFFD}", "new\nline"])
  }
}
