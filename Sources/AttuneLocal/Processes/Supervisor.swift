// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import CAttune
import Glibc

/// Starts the small process that outlives Attune and watches one trainer.
struct Supervisor {
  let program: String
  let command: [String]
  let environment: [String: String]
  let workingDirectory: String
  let folder: String
  /// After which the tree is ended; nil: never.
  let timeLimit: Duration?
  /// Between TERM and KILL then.
  let grace: Duration
  /// How many bytes of each log are kept.
  let logLimit: Int
  let gpus: HeldGPUs

  /// Returns once launch.json is there; nil where the supervisor was killed on the way.
  ///
  /// - Parameter lock: the attempt's, held; the supervisor takes it over, as it does the GPUs'.
  func start(holding lock: consuming Descriptor) throws(TrialExecutorError) -> TrialHandle? {
    let place: Descriptor
    do { place = try .directory(folder) } catch { throw TrialExecutorError(.system, "\(error)") }
    let launched = fork(lock: lock.raw, folder: place.raw)
    if launched.stage == attune_could_not_fork, launched.error == ECHILD { return nil }
    guard launched.stage == attune_started else { throw failure(launched) }
    let handle = TrialHandle(
      host: Host.current.name, bootID: Host.current.bootID, pid: Int(launched.supervisor),
      startTicks: Int(launched.supervisor_start), devices: gpus.names)
    SupervisorProcess(handle)?.reapAtEnd()
    return handle
  }

  private func fork(lock: Int32, folder: Int32) -> attune_launched {
    let variables = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    return CStrings.with(command) { arguments in
      CStrings.with(variables) { environment in
        workingDirectory.withCString { workingDirectory in
          program.withCString { program in
            identity.withCString { identity in
              gpus.locks.withUnsafeBufferPointer { locks in
                var launch = attune_launch(
                  lock: lock, folder: folder, working_directory: workingDirectory, program: program,
                  arguments: arguments, environment: environment, identity: identity, locks: locks.baseAddress,
                  lock_count: Int32(locks.count), time_limit_milliseconds: timeLimit.map { max(1, $0.milliseconds) } ?? 0,
                  grace_milliseconds: max(0, grace.milliseconds), log_limit: Int64(logLimit))
                return attune_supervise(&launch)
              }
            }
          }
        }
      }
    }
  }

  private var identity: String {
    let devices = gpus.names.map { "\"\($0)\"" }.joined(separator: ",")
    return "\"host\":\"\(Host.current.name)\",\"bootID\":\"\(Host.current.bootID)\""
      + (devices.isEmpty ? "" : ",\"devices\":[\(devices)]")
  }

  private func failure(_ launched: attune_launched) -> TrialExecutorError {
    let reason = SystemError.text(of: launched.error)
    switch launched.stage {
    case attune_could_not_enter_directory:
      return TrialExecutorError(.couldNotStart, "could not enter '\(workingDirectory)': \(reason)")
    case attune_could_not_fork where launched.error == ECHILD:
      return TrialExecutorError(.unavailable, "the supervisor of '\(folder)' was killed while it started; try again")
    case attune_could_not_fork:
      let mayPass = SystemError("start", program, code: launched.error).mayPass
      return TrialExecutorError(mayPass ? .unavailable : .system, "could not start a process: \(reason)")
    default:
      let error = SystemError("write in", folder, code: launched.error)
      return TrialExecutorError(error.mayPass ? .unavailable : .system, error.description)
    }
  }
}

extension Duration {
  fileprivate var milliseconds: Int64 { Int64(clamping: Int128(self / .milliseconds(1))) }
}
