// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy

/// All that a store keeps of one job.
struct InMemoryJob: Sendable {
  let spec: JobSpec
  let createTime: Timestamp
  var owner: JobOwner?
  var epoch = 0
  private(set) var journal: [JournalEntry] = []
  var trials: [Trial.ID: TrialRecord] = [:]
  private(set) var curves: [Trial.ID: [Trial.Measurement]] = [:]
  var commands: [PostedCommand] = []
  var commandsPosted = 0
  var summary: JobSummary?
  /// Those that were given since the job was made.
  var labels: [String: String]?

  init(spec: JobSpec, createTime: Timestamp) {
    self.spec = spec
    self.createTime = createTime
  }

  var storedJob: StoredJob { StoredJob(spec: spec, createTime: createTime, journal: journal) }

  mutating func append(_ entry: JournalEntry) {
    journal.append(entry)
    switch entry.event {
    case .measured(let trial, let readings, _):
      for reading in readings { record(reading, of: trial) }
    case .seriesChosen(let trial, _): curves[trial] = nil
    case .launched(let attempt, _): curves[attempt.trial] = nil
    default: break
    }
  }

  private mutating func record(_ reading: Trial.Reading, of trial: Trial.ID) {
    while let last = curves[trial]?.last, last.step >= reading.step { curves[trial]?.removeLast() }
    guard let measurement = Trial.Measurement(step: reading.step, value: reading.value) else { return }
    curves[trial, default: []].append(measurement)
  }

  /// What was exported, or else what the journal tells.
  func listing(of id: JobID) -> JobListing {
    if var summary = summary ?? JobHistory(id: id, job: storedJob)?.summary {
      if let labels { summary.spec.labels = labels }
      return .readable(summary, owner: owner)
    }
    return .unreadable(id.rawValue, why: "the search space is not valid")
  }
}
