// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal
import AttuneStudy
import AttuneTesting
import FoundationEssentials
import Glibc
import Testing

@Suite struct `The local executor` {
  @Test func `keeps the laws of trial executors`() async throws {
    let job = try ScratchJob()
    let violations = await checkTrialExecutor { job.executor() }
    #expect(violations == [])
  }

  @Test func `runs a trainer in its own copy, with its arguments and environment`() async throws {
    let job = try ScratchJob(["data/train.csv": "1,2\n"])
    let script = #"pwd; echo "$PWD"; cat data/train.csv; echo "$1|$2"; echo "$LAYERS,$HOME,$OLDPWD""#
    let executor = job.executor(environment: ["PATH": "/usr/bin:/bin", "HOME": "/nowhere", "OLDPWD": "/old"])
    let trial = try await job.launch(
      ["sh", "-c", script, "sh", "--name=a b", "--rate=-1"], on: executor, environment: ["LAYERS": "3"])
    #expect(try await trial.exit().status == .exited(0))
    let work = trial.paths.work
    #expect(
      ScratchFolder.read(trial.paths.standardOutput)
        == "\(work)\n\(work)\n1,2\n--name=a b|--rate=-1\n3,/nowhere,\n")
  }

  @Test func `keeps what the trainer wrote and leaves the user's directory alone`() async throws {
    let job = try ScratchJob(["train.sh": "echo new > model; echo more >> notes", "notes": "old\n"])
    let before = ScratchFolder.listing(job.project)
    let trial = try await job.launch(["sh", "train.sh"])
    #expect(try await trial.exit().status == .exited(0))
    #expect(ScratchFolder.listing(job.project) == before)
    #expect(job.folder.read("project/notes") == "old\n")
    #expect(ScratchFolder.listing(trial.paths.work) == ["model", "notes"])
    #expect(ScratchFolder.read("\(trial.paths.work)/notes") == "old\nmore\n")
  }

  @Test func `runs in the original directory when asked to, and tidies nothing there`() async throws {
    let job = try ScratchJob()
    let trial = try await job.launch(["sh", "-c", "pwd > here"], on: job.executor(.inPlace))
    #expect(try await trial.exit().status == .exited(0))
    #expect(ScratchFolder.listing(job.project) == ["here", "train.sh"])
    #expect(job.folder.read("project/here") == "\(job.project)\n")
    #expect(try WorkingCopy(of: trial.paths).changedFiles() == [])
  }

  @Test func `records what a trainer used`() async throws {
    let job = try ScratchJob()
    // A process below the trainer does the work.
    let trial = try await job.launch(
      ["sh", "-c", "sh -c 'i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done'; exit 0"])
    let usage = try #require(try await trial.exit().usage)
    #expect(usage.cpuSeconds > 0.01)
    #expect(usage.wallSeconds >= 0)
    #expect(usage.peakMemoryBytes > 500_000 && usage.peakMemoryBytes < 64 << 20)
  }

  @Test func `makes the folders that a trial is promised`() async throws {
    let job = try ScratchJob()
    let executor = job.executor(jobDirectory: "\(job.folder.path)/out")
    let trial = try await job.launch(["sh", "-c", "echo x > \"$0\"", "\(job.folder.path)/out/1/model"], on: executor)
    #expect(try await trial.exit().status == .exited(0))
    #expect(executor.place(of: trial.attempt).jobDirectory == "\(job.folder.path)/out/1")
    #expect(FileManager.default.fileExists(atPath: trial.paths.hypertune))
  }

  @Test(arguments: [
    (
      ["no-such-trainer"],
      "'no-such-trainer' is not on the trainer's PATH (/usr/bin:/bin); "
        + "install it, or give its full path"
    ),
    (["./train.sh"], "'./train.sh' is not executable; chmod +x it, or name its interpreter"),
    ([], "the command is empty"),
  ])
  func `says why a trainer can't be launched`(command: [String], message: String) async throws {
    let job = try ScratchJob()
    let executor = job.executor(environment: ["PATH": "/usr/bin:/bin"])
    let error = await #expect(throws: TrialExecutorError.self) { try await job.launch(command, on: executor) }
    #expect(error == TrialExecutorError(.couldNotStart, message))
  }

  @Test func `names the directory in which a program is missing`() async throws {
    let job = try ScratchJob()
    let error = await #expect(throws: TrialExecutorError.self) { try await job.launch(["./main"]) }
    let work = job.paths.trial(Attempt(trial: Trial.ID(1), number: 1)).work
    #expect(error == TrialExecutorError(.couldNotStart, "there is no './main' in '\(work)'"))
  }

  @Test(arguments: [
    ("#!/no/such/interpreter\n", "the interpreter that its '#!' line names is not there"),
    ("neither\n", "it is neither a program for this machine nor a script with a '#!' line"),
  ])
  func `says why a program can't be executed`(content: String, reason: String) async throws {
    let job = try ScratchJob(["train": content])
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: "\(job.paths.source)/train")
    let trial = try await job.launch(["./train"])
    #expect(try await trial.exit() == TrialExit(status: .couldNotStart(reason)))
  }

  @Test func `finds programs in folders relative to the working directory`() async throws {
    let job = try ScratchJob(["bin/own": "#!/bin/sh\necho \"found $0\"\n"])
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: "\(job.paths.source)/bin/own")
    let trial = try await job.launch(["own"], on: job.executor(environment: ["PATH": "/usr/bin:bin:/bin"]))
    #expect(try await trial.exit().status == .exited(0))
    #expect(ScratchFolder.read(trial.paths.standardOutput) == "found \(trial.paths.work)/bin/own\n")
  }
}
