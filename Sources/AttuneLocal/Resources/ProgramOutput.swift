// SPDX-License-Identifier: Apache-2.0
import CAttune
import Glibc

/// What a small program of the system says.
package enum ProgramOutput {
  /// The program of a broken driver may never come back.
  static let patience = Duration.seconds(20)
  private static let longest = 1 << 20

  /// Its output and its complaints; nil where it could not be run, or took too long. Blocks.
  package static func of(_ program: String, _ arguments: [String], environment: [String: String]) -> String? {
    let raw = attune_memory_file()
    guard raw >= 0 else { return nil }
    let file = Descriptor(adopting: raw)
    guard
      let process = try? BackgroundProcess(
        program: program, arguments: arguments, environment: environment, log: "/proc/self/fd/\(file.raw)")
    else { return nil }
    let deadline = ContinuousClock.now + patience
    while !process.hasEnded {
      guard ContinuousClock.now < deadline else {
        kill(pid_t(process.pid), SIGKILL)
        // One that hangs in its driver is left to the system.
        _ = process.hasEnded
        return nil
      }
      usleep(2_000)
    }
    return (try? file.bytes(from: 0, count: longest)).map { String(decoding: $0, as: UTF8.self) }
  }
}
