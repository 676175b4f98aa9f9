// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// What a user sees of trials that go wrong for a reason that can be found out.
@Suite struct `A failure` {
  private static func tuning(_ attune: String = "", trials: Int = 6, parallel: Int = 1) -> String {
    """
    trainingInput:
      hyperparameters:
        hyperparameterMetricTag: accuracy
        algorithm: GRID_SEARCH
        maxTrials: \(trials)
        maxParallelTrials: \(parallel)
        params:
          - {parameterName: size, type: DISCRETE, discreteValues: [1, 2, 3, 4, 5, 6]}
    attune: \(attune.isEmpty ? "{metric: {source: {json: metrics.jsonl}}}" : attune)

    """
  }

  private static let metric = #"echo '{"accuracy": 0.5}' >metrics.jsonl"#

  private func project(_ script: String, _ tuning: String) throws -> Project {
    let project = try Project(nil, tuning: tuning)
    try project.write(script + "\n", to: "train.sh")
    return project
  }

  @Test func `for want of GPU memory is known by the trainer's words, and can be blamed on the assignment`() throws {
    let script = """
      size=${1#--size=}
      if [ "$size" -gt 4 ]; then
        echo 'Traceback (most recent call last):' >&2
        echo 'torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 20.00 GiB.' >&2
        exit 1
      fi
      \(Self.metric)
      """
    let reason =
      "the trainer ran out of GPU memory: torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 20.00 GiB. "
      + "(the trainer exited with status 1)"
    let plain = try project(script, Self.tuning())
    #expect(try plain.attune("run", "train.sh").status == 0)
    let failed = try plain.attune("trials", "--format", "json").objects().filter { $0["state"] as? String == "FAILED" }
    #expect(failed.map { $0["reason"] as? String } == [reason, reason])

    let policy = "{metric: {source: {json: metrics.jsonl}}, failurePolicy: {gpuOutOfMemory: INFEASIBLE}}"
    let blaming = try project(script, Self.tuning(policy))
    let run = try blaming.attune("run", "train.sh")
    #expect(run.status == 0 && run.words.contains("is infeasible: \(reason)"), "\(run.words)")
    let states = try blaming.attune("trials", "--format", "json").objects().map { $0["state"] as? String }
    #expect(states.allSatisfy { $0 == "SUCCEEDED" })
  }

  @Test func `for want of disk space stops the job, which goes on with all its trials once there is room`() throws {
    let project = try project(
      """
      if [ "$1" = --size=2 ] && [ ! -e "$ROOM" ]; then
        echo 'OSError: [Errno 28] No space left on device' >&2
        exit 1
      fi
      \(Self.metric)
      """, Self.tuning(trials: 4))
    let room = project.place.appending(path: "room")
    let run = try project.attune("run", "train.sh", environment: ["ROOM": room.path])
    #expect(run.status == 3)
    #expect(
      run.words.contains(
        "trial 2 ended the job, as 'attune: failurePolicy: diskFull' says: the trainer found the disk full: OSError: "
          + "[Errno 28] No space left on device (the trainer exited with status 1)"), "\(run.words)")
    #expect(try project.attune("trials", "--format", "json").objects().count == 2)
    #expect(FileManager.default.createFile(atPath: room.path, contents: nil))
    #expect(try project.attune("retry", "--failed").status == 0)
    let states = try project.attune("trials", "--format", "json").objects().map { $0["state"] as? String }
    #expect(states == Array(repeating: "SUCCEEDED", count: 4))
  }

  @Test func `of all trials at once ends the job with 3, after the first three, with the reason and the last lines`()
    throws
  {
    let project = try project(
      "echo \"loading $$\" >&2; echo \"ModuleNotFoundError: No module named 'torch'\" >&2; exit 1",
      Self.tuning(parallel: 4))
    let run = try project.attune("run", "train.sh")
    #expect(run.status == 3)
    #expect(
      run.words.contains("The first 3 trials all failed in the same way, so nothing more is started."), "\(run.words)")
    #expect(run.words.contains("ModuleNotFoundError: No module named 'torch'"))
    #expect(try project.attune("trials", "--format", "json").objects().count <= 6)
    #expect(try project.attune("status").output.contains("The first 3 trials all failed in the same way"))
  }

  @Test func `is explained below its last lines, with a command that fails again by hand`() throws {
    let project = try project(
      "echo starting; echo \"size '${1#--size=}' is too much\" >&2; exit 7", Self.tuning(trials: 1))
    #expect(try project.attune("run", "train.sh").status == 3)
    let logs = try project.attune("logs", "--trial", "1")
    #expect(logs.output.hasSuffix("size '1' is too much\n"))
    let said = logs.words.split(separator: "\n").suffix(3)
    #expect(said.first?.hasSuffix("trial 1 failed: the trainer exited with status 7") == true)
    #expect(said.dropFirst().first?.hasSuffix("its command, to be given in \(project.folder.path):") == true)
    let command = try #require(said.last.map(String.init))
    let again = Process()
    again.executableURL = URL(filePath: "/bin/sh")
    again.arguments = ["-c", command]
    again.currentDirectoryURL = project.folder
    try again.run()
    again.waitUntilExit()
    #expect(again.terminationStatus == 7)
    #expect(try !project.attune("logs", "--trial", "1", "--raw").words.contains("its command"))
  }

  @Test func `on one of two GPUs alone makes the job avoid that GPU, and say so`() throws {
    let project = try project(
      """
      if [ "$CUDA_VISIBLE_DEVICES" = GPU-bad0 ]; then echo 'Xid 79: GPU has fallen off the bus' >&2; exit 1; fi
      \(Self.metric)
      """, Self.tuning(trials: 60, parallel: 2).replacing("[1, 2, 3, 4, 5, 6]", with: "\(Array(1...60))"))
    let program = project.place.appending(path: "nvidia-smi")
    try "#!/bin/sh\necho 'GPU 0: NVIDIA A100 (UUID: GPU-bad0)'; echo 'GPU 1: NVIDIA A100 (UUID: GPU-900d)'\n"
      .write(to: program, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let run = try project.attune("run", "train.sh", environment: ["PATH": "\(project.place.path):\(path)"])
    #expect(run.status == 0, "\(run.words)")
    #expect(run.words.contains("GPU-bad0 is given no more trials of this job: the last "), "\(run.words)")
    let trials = try project.attune("trials", "--format", "json").objects()
    let failed = trials.filter { $0["state"] as? String == "FAILED" }
    #expect(trials.count == 60 && (3...12).contains(failed.count))
  }
}
