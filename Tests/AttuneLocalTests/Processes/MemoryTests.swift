// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal
import AttuneStudy
import FoundationEssentials
import Glibc
import Testing

/// One at a time: the kernel counts kills for want of memory, and does not say whose.
@Suite(.serialized) struct `A trial's memory` {
  /// A control group with little memory; nil where none can be made (that needs the superuser, and either version).
  private final class SmallGroup: Sendable {
    let processes: String
    private let folder: String

    init?(bytes: Int) {
      let files = FileManager.default
      let isUnified = files.fileExists(atPath: "/sys/fs/cgroup/cgroup.controllers")
      folder = "/sys/fs/cgroup/\(isUnified ? "" : "memory/")attune-test-\(UInt32.random(in: 0 ... .max))"
      processes = "\(folder)/cgroup.procs"
      let limit = "\(folder)/\(isUnified ? "memory.max" : "memory.limit_in_bytes")"
      guard mkdir(folder, 0o755) == 0, files.fileExists(atPath: limit), Self.write("\(bytes)", to: limit) else {
        rmdir(folder)
        return nil
      }
      if isUnified { _ = Self.write("0", to: "\(folder)/memory.swap.max") }
    }

    deinit { rmdir(folder) }

    private static func write(_ text: String, to path: String) -> Bool {
      guard let file = fopen(path, "w") else { return false }
      let isWritten = fputs(text, file) >= 0
      return fclose(file) == 0 && isWritten
    }
  }

  @Test(.enabled(if: SmallGroup(bytes: 24 << 20) != nil, "no control group with little memory can be made here"))
  func `that the kernel ends for want of it is told from any other kill`() async throws {
    let group = try #require(SmallGroup(bytes: 24 << 20))
    // Doubles a text until there is no more room.
    let script = "echo $$ > \"$0\" && exec awk 'BEGIN { s = \"x\"; while (1) s = s s }'"
    let trial = try await ScratchJob().launch(["sh", "-c", script, group.processes])
    let exit = try await trial.exit()
    #expect(exit.status == .killed(signal: 9))
    #expect(exit.diagnosis?.cause == .outOfMemory)
    #expect(exit.diagnosis?.evidence.contains("the kernel counted") == true)
  }

  @Test func `is not blamed for a kill by hand`() async throws {
    let exit = try await ScratchJob().launch(["sh", "-c", "kill -9 $$"]).exit()
    #expect(exit.status == .killed(signal: 9))
    #expect(exit.diagnosis == nil)
  }

  @Test func `is that of the whole tree`() async throws {
    // Three processes, each of which holds some 20 MB until the supervisor has looked.
    let hold = "(x=$(head -c 20000000 /dev/zero | tr '\\0' x); echo $$ > $0; while [ ! -e go ]; do sleep 0.05; done)"
    let script = (1...3).map { "sh -c \"$HOLD\" held-\($0) &" }.joined(separator: "\n") + "\nwait"
    let trial = try await ScratchJob().launch(["sh", "-c", script], environment: ["HOLD": hold])
    for number in 1...3 { _ = try await trial.pid(in: "held-\(number)") }
    let before = try switches(of: trial.handle.pid)
    // It wakes up once a second, and looks at the memory every other time.
    try await eventually("the supervisor looks") { try switches(of: trial.handle.pid) >= before + 4 }
    try Data().write(to: URL(filePath: "\(trial.paths.work)/go"))
    let usage = try #require(try await trial.exit().usage)
    #expect(usage.peakMemoryBytes > 60_000_000)
  }

  private func switches(of process: Int) throws -> Int {
    let lines = try #require(ScratchFolder.read("/proc/\(process)/status")).split(separator: "\n")
    let line = try #require(lines.first { $0.hasPrefix("voluntary_ctxt_switches:") })
    return try #require(Int(line.split(separator: "\t").last ?? ""))
  }
}
