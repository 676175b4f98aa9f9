// SPDX-License-Identifier: Apache-2.0
package import AttuneJob
import AttuneStudy

extension JobSummary {
  /// Trials that have ended in any way.
  package var endedTrials: Int {
    counts.reduce(0) { $1.key.isFinished ? $0 + $1.value : $0 }
  }

  /// Who runs an unfinished job, or how it goes on; nil for a finished one.
  package func progressNote(_ owner: JobOwner?) -> String? {
    if state.isFinished { return nil }
    if let owner {
      let trouble = owner.trouble.map { ", waiting for the store: \($0)" } ?? ""
      return "run by \(owner.words)\(trouble)"
    }
    return "unfinished: attune resume \(id)"
  }
}

extension JobOwner {
  package var words: String { "process \(pid) on \(host)" }
}
