// SPDX-License-Identifier: Apache-2.0
package import AttuneJob

extension LocalJobFiles {
  package func log(
    of attempt: Attempt, in job: JobID, until isOver: @escaping @Sendable () async -> Bool
  ) -> any AsyncSequence<LogLine, any Error> & Sendable {
    TrialLog(of: home.job(job).trial(attempt), until: isOver).map { line in
      LogLine(
        time: line.time, trial: attempt.trial, stream: line.stream == .output ? .stdout : .stderr, text: line.text)
    }
  }
}
