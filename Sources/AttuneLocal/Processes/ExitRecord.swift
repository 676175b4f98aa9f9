// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy
import FoundationEssentials
import Glibc

/// `exit.json`: the supervisor's last act.
struct ExitRecord: Sendable, Hashable, Decodable {
  let exitCode: Int?
  let signal: Int?
  /// Why the program could not be executed.
  let execErrno: Int32?
  /// Ended by a request, not by itself.
  let stopped: Bool
  /// Ended by the supervisor, because its time was over.
  let timedOut: Bool?
  /// What the kernel killed meanwhile for want of memory: in the trial's control group, or on the machine.
  let oomKills: Int?
  let userSeconds: Double
  let systemSeconds: Double
  /// The largest of all samples of the whole tree, and of its largest process.
  let peakMemoryBytes: Int
  /// Milliseconds since 1970, as `endTime`.
  let startTime: Int64
  let endTime: Int64

  /// Nil where there is none, or none that can be read: the end is not known then.
  static func read(from paths: TrialPaths) -> ExitRecord? {
    guard let content = try? FileContent.read(paths.exitRecord) else { return nil }
    return try? JSONDecoder().decode(ExitRecord.self, from: Data(content))
  }

  var status: TrialExit.Status {
    if let execErrno { return .couldNotStart(Self.text(ofExecError: execErrno)) }
    if let signal { return .killed(signal: signal) }
    return exitCode.map { .exited($0) } ?? .lost
  }

  var usage: TrialExit.Usage? {
    guard execErrno == nil, status != .lost else { return nil }
    return TrialExit.Usage(
      wallSeconds: Double(endTime - startTime) / 1_000, cpuSeconds: userSeconds + systemSeconds,
      peakMemoryBytes: peakMemoryBytes)
  }

  /// What the supervisor alone can know of a bad end.
  var diagnosis: Trial.Failure.Diagnosis? {
    if timedOut == true {
      return .init(.timeLimit, evidence: "it ran for \((endTime - startTime) / 1_000) s, longer than a trial may")
    }
    // A shell that ran the program gives the signal on as 128 + 9.
    guard let oomKills, oomKills > 0, !stopped, signal == Int(SIGKILL) || exitCode == 128 + Int(SIGKILL) else {
      return nil
    }
    return .init(
      .outOfMemory,
      evidence: "it was killed, and the kernel counted \(oomKills) kill\(oomKills == 1 ? "" : "s") for want of memory")
  }

  private static func text(ofExecError code: Int32) -> String {
    switch code {
    case ENOEXEC: "it is neither a program for this machine nor a script with a '#!' line"
    case ENOENT: "the interpreter that its '#!' line names is not there"
    case E2BIG: "its arguments and environment are too long"
    default: SystemError.text(of: code)
    }
  }
}
