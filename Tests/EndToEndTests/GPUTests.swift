// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// A machine on which only `nvidia-smi` says that there is a GPU.
@Suite struct `A job on a machine with one GPU` {
  private let project: Project
  private let gate: String

  init() throws {
    project = try Project("odd", tuning: Project.tuning(trials: 3, parallel: 3))
    gate = project.place.appending(path: "gate").path
    let program = project.place.appending(path: "nvidia-smi")
    try "#!/bin/sh\necho 'GPU 0: NVIDIA A100-SXM4-40GB (UUID: GPU-5d5ba0d6)'\n"
      .write(to: program, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
  }

  private var environment: [String: String] {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return ["GATE": gate, "PATH": "\(project.place.path):\(path)"]
  }

  @Test func `runs one trial at a time on it, and says what the others wait for`() throws {
    let run = try project.start(["run", "slow.py"], environment: environment)
    try eventually("two trials wait") {
      run.wordsSoFar.components(separatedBy: "waiting for 1 GPU").count == 3
    }
    try eventually("one runs") { project.ledger().count == 1 }
    #expect(FileManager.default.createFile(atPath: gate, contents: nil))
    #expect(try run.finish().status == 0)
    let words = project.ledger().map { $0.split(separator: " ").first ?? "" }
    #expect(words == ["start", "end", "start", "end", "start", "end"])
    for trial in 1...3 {
      let launch = try String(contentsOf: project.attempt(trial).appending(path: "launch.json"), encoding: .utf8)
      #expect(launch.contains(#""devices":["GPU-5d5ba0d6"]"#))
    }
  }

  @Test func `is cancelled at once though trials wait`() throws {
    let run = try project.start(["run", "slow.py"], environment: environment)
    try eventually("a trial runs and two wait") {
      run.wordsSoFar.components(separatedBy: "waiting for 1 GPU").count == 3 && project.ledger().count == 1
    }
    #expect(try project.attune("cancel").status == 0)
    #expect(try run.finish().words.contains("cancelled"))
    #expect(project.ledger().count == 1)
  }

  @Test func `does not begin where trials want more GPUs than there are`() throws {
    try project.write(Project.tuning(trials: 3, parallel: 3) + "attune: {trial: {gpus: 2}}\n", to: "tuning.yml")
    let run = try project.attune("run", "slow.py", environment: environment)
    #expect(run.status == 2)
    #expect(
      run.words.contains(
        "tuning.yml:8:24: error: 'gpus' (2) is more than trials can use on this machine, which has 1"), "\(run.words)")
    #expect(project.ledger().isEmpty)
  }
}
