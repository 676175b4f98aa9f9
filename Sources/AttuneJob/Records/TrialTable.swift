// SPDX-License-Identifier: Apache-2.0
import AttuneStudy

/// The table of a job's trials: the only thing that knows columns and order. Everyone renders this value.
///
/// Trials with a final metric come first, best first; the others follow by id.
public struct TrialTable: Sendable, Hashable {
  /// The parameters' names, in the search space's order.
  public let names: [String]
  public let records: [TrialRecord]
  /// Why some trials may be missing: parts of the journal can't be read.
  public let damage: String?

  public init(spec: JobSpec, records: [TrialRecord], damage: String? = nil) {
    self.damage = damage
    names = spec.tuning?.space.parameters.map(\.name) ?? []
    let goal = spec.tuning?.objective.goal
    self.records = records.sorted { a, b in
      switch (a.final?.value, b.final?.value) {
      case (let x?, let y?): x == y ? a.trial < b.trial : goal?.isBetter(x, than: y) ?? (a.trial < b.trial)
      case (.some, nil): true
      case (nil, .some): false
      case (nil, nil): a.trial < b.trial
      }
    }
  }

  /// The article's columns; `state` and `reason` only where a trial is not a plain success.
  public var columns: [String] {
    ["finalMetric.objectiveValue", "finalMetric.trainingStep"] + names.map { "hyperparameters.\($0)" }
      + ["trialId"] + (isPlain ? [] : ["state", "reason"])
  }

  /// One list of cells per record, in the order of `columns`; nil is "not available".
  public var rows: [[String?]] {
    let isPlain = isPlain
    return records.map { record in
      let cells: [String?] = [record.final.map { "\($0.value)" }, record.final.map { "\($0.step)" }]
      let ending: [String?] = isPlain ? [] : [record.state.rawValue, record.reason]
      return cells + record.values + ["\(record.trial)"] + ending
    }
  }

  private var isPlain: Bool { records.allSatisfy { $0.state == .succeeded } }
}
