// SPDX-License-Identifier: Apache-2.0
import CAttune
import Glibc

/// A program that outlives this one: its own session, nothing inherited but the environment.
package struct BackgroundProcess: Sendable {
  package let pid: Int

  /// - Parameter log: where its output goes; appended to.
  package init(program: String, arguments: [String], environment: [String: String], log: String)
    throws(SystemError)
  {
    let variables = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let (pid, code) = CStrings.with([program] + arguments) { arguments in
      CStrings.with(variables) { (attune_start_background(program, arguments, $0, log), errno) }
    }
    guard pid > 0 else { throw SystemError("start", program, code: code) }
    self.pid = Int(pid)
  }

  /// Whether the process has ended; reaps it then.
  package var hasEnded: Bool {
    var status: Int32 = 0
    return waitpid(pid_t(pid), &status, WNOHANG) == pid_t(pid)
  }

  /// The program that runs now.
  package static var ownPath: String {
    let bytes = [UInt8](unsafeUninitializedCapacity: Int(PATH_MAX)) { buffer, filled in
      buffer.withMemoryRebound(to: CChar.self) { path in
        filled = path.baseAddress.map { max(0, readlink("/proc/self/exe", $0, path.count)) } ?? 0
      }
    }
    return bytes.isEmpty ? CommandLine.arguments[0] : String(decoding: bytes, as: UTF8.self)
  }
}
