// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal
import AttuneStudy
import FoundationEssentials
import Glibc
import Synchronization
import Testing

/// A machine with GPUs that only `nvidia-smi` or `rocm-smi` on its `PATH` knows of.
struct MachineWithGPUs: Sendable {
  let job: ScratchJob
  private let programs: String

  init(_ output: String, program: String = "nvidia-smi") throws {
    job = try ScratchJob()
    programs = "\(job.folder.path)/programs"
    try job.folder.write("#!/bin/sh\ncat <<'END'\n\(output)\nEND\n", to: "programs/\(program)", mode: 0o755)
  }

  init(count: Int) throws {
    try self.init((0..<count).map { "GPU \($0): NVIDIA A100 (UUID: GPU-\($0)aaa)" }.joined(separator: "\n"))
  }

  var environment: [String: String] { ["PATH": "\(programs):/usr/local/bin:/usr/bin:/bin"] }

  func executor(_ variables: [String: String] = [:]) -> LocalTrialExecutor {
    job.executor(environment: environment.merging(variables) { $1 })
  }

  func launch(
    _ gpus: TrialResources.GPUs, trial: Int = 1, variables: [String: String] = [:], avoiding: Set<String> = []
  ) async throws -> ScratchTrial {
    let script = """
      echo "${CUDA_VISIBLE_DEVICES-unset} ${ROCR_VISIBLE_DEVICES-unset} ${HIP_VISIBLE_DEVICES-unset}" > devices
      while [ ! -e go ]; do sleep 0.01; done
      """
    return try await job.launch(
      ["sh", "-c", script], on: executor(variables), trial: trial,
      resources: TrialResources(gpus: gpus, avoidedDevices: avoiding))
  }
}

extension ScratchTrial {
  fileprivate func devices() async throws -> String {
    try await eventually("the trainer tells") {
      ScratchFolder.read("\(paths.work)/devices").flatMap { $0.hasSuffix("\n") ? String($0.dropLast()) : nil }
    }
  }

  fileprivate func end() async throws {
    try Data().write(to: URL(filePath: "\(paths.work)/go"))
    #expect(try await exit().status == .exited(0))
  }
}

private final class Reasons: Sendable {
  private let told = Mutex<[String]>([])

  var all: [String] { told.withLock { $0 } }
  func note(_ reason: String) { told.withLock { $0.append(reason) } }
}

@Suite struct `GPUs` {
  @Test func `are one trial's at a time, by their UUIDs`() async throws {
    let machine = try MachineWithGPUs(count: 3)
    let first = try await machine.launch(.upTo(2), trial: 1)
    let second = try await machine.launch(.upTo(1), trial: 2)
    #expect(try await first.devices() == "GPU-0aaa,GPU-1aaa unset unset")
    #expect(try await second.devices() == "GPU-2aaa unset unset")
    #expect(first.handle.devices == ["GPU-0aaa", "GPU-1aaa"])
    try await first.end()
    // What an earlier life launched is known by its record, with its devices.
    let place = second.executor.place(of: second.attempt)
    let again = TrialLaunch(attempt: second.attempt, place: place, command: [], environment: [:])
    #expect(try await machine.executor().launch(again) == second.handle)
    #expect(second.handle.devices == ["GPU-2aaa"])
    let third = try await machine.launch(.exactly(1), trial: 3)
    #expect(try await third.devices() == "GPU-0aaa unset unset")
    try await second.end()
    try await third.end()
  }

  @Test func `that are busy are waited for, and that is said once`() async throws {
    let machine = try MachineWithGPUs(count: 2)
    let first = try await machine.launch(.exactly(2), trial: 1)
    let reasons = Reasons()
    let executor = machine.executor()
    let attempt = Attempt(trial: Trial.ID(2), number: 1)
    let launch = TrialLaunch(
      attempt: attempt, place: executor.place(of: attempt), command: ["true"], environment: [:],
      resources: TrialResources(gpus: .upTo(1)))
    try await withThrowingTaskGroup { group in
      group.addTask {
        let handle = try await executor.launch(launch) { reasons.note($0) }
        #expect(try await executor.exit(of: handle, at: attempt).status == .exited(0))
      }
      try await eventually("it waits") { !reasons.all.isEmpty }
      try await first.end()
      try await group.waitForAll()
    }
    #expect(reasons.all == ["waiting for 1 GPU"])
  }

  @Test func `are waited for no longer than the wait is wanted`() async throws {
    let machine = try MachineWithGPUs(count: 1)
    let first = try await machine.launch(.exactly(1), trial: 1)
    let waiting = Task { try await machine.launch(.exactly(1), trial: 2) }
    waiting.cancel()
    await #expect(throws: TrialExecutorError.self) { try await waiting.value }
    try await first.end()
  }

  @Test func `are free again when a supervisor is killed`() async throws {
    let machine = try MachineWithGPUs(count: 1)
    let first = try await machine.launch(.exactly(1), trial: 1)
    kill(pid_t(first.handle.pid), SIGKILL)
    #expect(try await first.exit().status == .lost)
    let second = try await machine.launch(.exactly(1), trial: 2)
    #expect(second.handle.devices == ["GPU-0aaa"])
    try await second.end()
  }

  @Test func `are hidden from a trial that wants none`() async throws {
    let machine = try MachineWithGPUs(count: 1)
    let trial = try await machine.launch(.exactly(0), variables: ["CUDA_VISIBLE_DEVICES": "0"])
    #expect(try await trial.devices() == "  ")
    #expect(trial.handle.devices == [])
    try await trial.end()
  }

  @Test func `of a job of before there was a choice are left as they were`() async throws {
    let machine = try MachineWithGPUs(count: 2)
    let trial = try await machine.launch(.upTo(0), variables: ["CUDA_VISIBLE_DEVICES": "0,1"])
    #expect(try await trial.devices() == "0,1 unset unset")
    try await trial.end()
  }

  @Test(arguments: [
    ("1", "GPU-1aaa"), ("GPU-2", "GPU-2aaa"), ("2,0,7,1", "GPU-2aaa"), ("", "unset"), ("-1", "unset"),
  ])
  func `are those that the job's environment shows`(variable: String, expected: String) async throws {
    let machine = try MachineWithGPUs(count: 3)
    let trial = try await machine.launch(.upTo(1), variables: ["CUDA_VISIBLE_DEVICES": variable])
    let shown = expected == "unset" ? variable : expected
    #expect(try await trial.devices() == "\(shown) unset unset")
    #expect(trial.handle.devices == (expected == "unset" ? [] : [expected]))
    try await trial.end()
  }

  @Test func `on which trials fail are avoided while there are others`() async throws {
    let machine = try MachineWithGPUs(count: 2)
    let trial = try await machine.launch(.upTo(1), avoiding: ["GPU-0aaa"])
    #expect(trial.handle.devices == ["GPU-1aaa"])
    try await trial.end()
    let all = try await machine.launch(.upTo(1), trial: 2, avoiding: ["GPU-0aaa", "GPU-1aaa"])
    #expect(all.handle.devices == ["GPU-0aaa"])
    try await all.end()
  }

  @Test func `that are not there are an error of the launch`() async throws {
    let machine = try MachineWithGPUs(count: 1)
    let message = "'attune: trial: gpus' asks for 2 GPUs a trial, and there is 1 that trials can use"
    await #expect(throws: TrialExecutorError(.couldNotStart, message)) { try await machine.launch(.exactly(2)) }
  }

  @Test func `of AMD are told by the runtime's own variable`() async throws {
    let machine = try MachineWithGPUs(
      """
      ============================ ROCm System Management Interface ============================
      GPU[0]\t\t: Unique ID: 0x6EE1A45C2B0D4F9E
      GPU[1]\t\t: Unique ID: 0x18f9a3c8b7d2e401
      """, program: "rocm-smi")
    let trial = try await machine.launch(.upTo(1), variables: ["HIP_VISIBLE_DEVICES": "1"])
    #expect(try await trial.devices() == "unset GPU-18f9a3c8b7d2e401 unset")
    try await trial.end()
  }

  @Test func `that are divided are their parts`() throws {
    let machine = try MachineWithGPUs(
      """
      GPU 0: NVIDIA A100-SXM4-40GB (UUID: GPU-5d5ba0d6)
        MIG 3g.20gb     Device  0: (UUID: MIG-1111)
        MIG 3g.20gb     Device  1: (UUID: MIG-2222)
      GPU 1: NVIDIA A100-SXM4-40GB (UUID: GPU-7e7e7e7e)
      """)
    #expect(
      InstalledGPUs.find(environment: machine.environment)
        == InstalledGPUs(.nvidia, ["MIG-1111", "MIG-2222", "GPU-7e7e7e7e"]))
  }

  @Test func `are none where the driver does not answer`() throws {
    let machine = try MachineWithGPUs("NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.")
    #expect(InstalledGPUs.find(environment: machine.environment).names == [])
  }

  @Test func `leave no lock to a trainer`() async throws {
    let machine = try MachineWithGPUs(count: 1)
    let trial = try await machine.job.launch(
      ["sh", "-c", "ls -l /proc/self/fd"], on: machine.executor(), resources: TrialResources(gpus: .exactly(1)))
    #expect(try await trial.exit().status == .exited(0))
    let output = try #require(ScratchFolder.read(trial.paths.standardOutput))
    #expect(!output.contains(".lock"))
  }
}

@Suite struct `Thread hints` {
  @Test func `share the processors among trials that run in parallel`() {
    #expect(ThreadHints.threads(processors: 16, parallelTrials: 4, environment: [:]) == 4)
    #expect(ThreadHints.threads(processors: 2, parallelTrials: 16, environment: [:]) == 1)
  }

  @Test func `are not given to one trial alone, nor against the user's own`() {
    #expect(ThreadHints.threads(processors: 16, parallelTrials: 1, environment: [:]) == nil)
    #expect(
      ThreadHints.threads(processors: 16, parallelTrials: 4, environment: ["MKL_NUM_THREADS": "8"]) == nil)
  }
}
