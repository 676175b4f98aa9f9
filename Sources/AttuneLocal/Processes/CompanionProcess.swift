// SPDX-License-Identifier: Apache-2.0
import CAttune
import Glibc
import Synchronization

/// A program that serves this one, and ends with it, however that ends.
package final class CompanionProcess: Sendable {
  /// How long it may take to end once it was told to.
  private static let grace = Duration.seconds(5)

  private let program: String
  private let arguments: [String]
  private let environment: [String: String]
  private let log: String
  private let isToldToEnd = Mutex(false)

  /// - Parameter log: where its output goes; begun anew.
  package init(program: String, arguments: [String], environment: [String: String], log: String) {
    self.program = program
    self.arguments = arguments
    self.environment = environment
    self.log = log
  }

  /// Runs it to its end; a cancelled task makes it end.
  /// - Returns: its exit status, or 128 and the signal that ended it.
  package func run() async throws(SystemError) -> Int {
    let outcome = await withTaskCancellationHandler {
      await offPool { Result(catching: { () throws(SystemError) in try self.runHere() }) }
    } onCancel: {
      isToldToEnd.withLock { $0 = true }
    }
    return try outcome.get()
  }

  /// The kernel ends the program with the thread that started it, so that one stays with it.
  private func runHere() throws(SystemError) -> Int {
    let output = try Descriptor(opening: log, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, mode: 0o600)
    let variables = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let (pid, code) = CStrings.with([program] + arguments) { arguments in
      CStrings.with(variables) { (attune_start_companion(program, arguments, $0, output.raw), errno) }
    }
    guard pid > 0 else { throw SystemError("start", program, code: code) }
    var deadline: ContinuousClock.Instant?
    var status: Int32 = 0
    while waitpid(pid, &status, WNOHANG) == 0 {
      if isToldToEnd.withLock({ $0 }) {
        if deadline == nil { kill(pid, SIGTERM) }
        if let deadline, ContinuousClock.now > deadline { kill(pid, SIGKILL) }
        deadline = deadline ?? .now + Self.grace
      }
      usleep(20_000)
    }
    return status & 0x7F == 0 ? Int(status >> 8 & 0xFF) : 128 + Int(status & 0x7F)
  }
}
