// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal
import AttuneStudy
import FoundationEssentials
import Glibc
import Testing

@Suite struct `A trial's memory` {
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

  @Test func `that the kernel ends for want of it is told from any other kill`() async throws {
    guard let group = SmallGroup(bytes: 24 << 20) else { return }
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
    // Each of three processes holds some 20 MB, until the supervisor has looked.
    let hold = "awk 'BEGIN { s = sprintf(\"%20000000s\", \"x\"); while ((getline line < \"go\") < 0) system(\"sleep 0.05\") }'"
    let trial = try await ScratchJob().launch(["sh", "-c", "echo $$ > pid; \(hold) & \(hold) & \(hold) & wait"])
    _ = try await trial.pid(in: "pid")
    // It looks every other second.
    try await Task.sleep(for: .seconds(5))
    try Data().write(to: URL(filePath: "\(trial.paths.work)/go"))
    let usage = try #require(try await trial.exit().usage)
    #expect(usage.peakMemoryBytes > 60_000_000)
  }
}
