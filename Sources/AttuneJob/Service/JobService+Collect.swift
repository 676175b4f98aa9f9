// SPDX-License-Identifier: Apache-2.0
public import AttuneStudy

extension JobService {
  public enum CollectSelection: Sendable, Hashable {
    case best
    case all
    case trials([Trial.ID])
  }

  /// Brings trials' files to `destination`, as `<job>-<NN>` (`<job>` for a job that tunes nothing).
  public func collect(_ selection: CollectSelection, of job: JobSummary, into destination: String) async throws
    -> [CollectedTrial]
  {
    let table = try await trials(of: job)
    let chosen = try chosen(selection, from: table, of: job)
    let curves = try await store.measurements(of: job.id)
    let width = "\(table.records.map(\.trial.rawValue).max() ?? 1)".count
    return try chosen.map { record in
      let number = record.trial.rawValue.padded(max(2, width))
      let name = job.spec.tuning == nil ? job.id.rawValue : "\(job.id)-\(number)"
      let output = record.hyperparameterOutput(names: table.names, measurements: curves[record.trial] ?? [])
      return try dependencies.files.collect(
        Attempt(trial: record.trial, number: record.attempt), of: job.id, record: output.indented, as: name,
        into: destination)
    }
  }

  private func chosen(_ selection: CollectSelection, from table: TrialTable, of job: JobSummary) throws
    -> [TrialRecord]
  {
    let launched = table.records.filter { $0.attempt > 0 }
    switch selection {
    case .all:
      guard !launched.isEmpty else {
        throw JobStoreError(.notFound, "job \(job.id) has no trials to collect yet")
      }
      return launched.sorted { $0.trial < $1.trial }
    case .best:
      if job.spec.tuning == nil, let only = launched.first { return [only] }
      guard let best = launched.first, best.final != nil else {
        throw JobStoreError(
          .notFound, "job \(job.id) has no trial with a metric; use --trials all, or name trials: --trials 1,4")
      }
      return [best]
    case .trials(let ids):
      let known = Dictionary(uniqueKeysWithValues: launched.map { ($0.trial, $0) })
      let missing = ids.filter { known[$0] == nil }
      guard missing.isEmpty else {
        let names = missing.map(\.description).joined(separator: ", ")
        throw JobStoreError(.notFound, "job \(job.id) has no trial \(names); 'attune trials' shows them all")
      }
      return ids.compactMap { known[$0] }
    }
  }
}
