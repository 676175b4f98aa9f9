// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal
import AttuneStudy

extension TrialTable {
  /// What the running trials have in memory, as far as they run on this machine.
  func memory(of job: JobID) throws -> [Trial.ID: TrialMemory] {
    let running = records.filter { $0.state == .running || $0.state == .stopping }
    return TrialMemory.of(
      running.map { Attempt(trial: $0.trial, number: $0.attempt) }, in: try Composition.home().job(job))
  }
}

extension TrialMemory {
  /// `812.4 MB now, 1.2 GB at its peak`
  var text: String {
    peakBytes > bytes
      ? "\(ByteCount.text(bytes)) now, \(ByteCount.text(peakBytes)) at its peak" : ByteCount.text(bytes)
  }

  /// A running trial's `usage`; once it has ended, the executor's stands there.
  var output: JSONValue {
    .object(["memoryBytes": .integer(bytes), "peakMemoryBytes": .integer(peakBytes)])
  }
}
