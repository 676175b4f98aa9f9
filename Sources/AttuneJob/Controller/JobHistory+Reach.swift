// SPDX-License-Identifier: Apache-2.0

extension JobHistory {
  /// Asked before anything of a job goes on: were new trials started here while others may run on another machine, no
  /// machine could go on with the whole job.
  ///
  /// - Throws: the executor's error, before anything has been recorded or started.
  func requireReach(by executor: any TrialExecutor) throws(TrialExecutorError) {
    for id in machine.pending {
      let handle = machine.run(id)?.handle
      guard handle != nil || machine.run(id)?.stage == .launching else { continue }
      try executor.requireReach(of: machine.attempt(of: id), launchedAs: handle)
    }
  }
}
