// SPDX-License-Identifier: Apache-2.0

/// The mathematical half of a job: search space, objective and trials. A value: a copy is a snapshot.
///
/// Curves stand beside the trials, so that recording is O(1); a copy shares them and is cheap, also once one of the two changes.
public struct Study: Sendable, Hashable {
  public let space: SearchSpace
  /// Nil in a job that tunes nothing: its one trial succeeds by ending well.
  public let objective: Objective?
  /// The source of all randomness: with the trials it fixes what is suggested next.
  public let seed: UInt64
  /// What earlier jobs found, in the order in which they found it.
  public let priorTrials: [PriorTrial]
  /// What the user wants tried before anything else, in this order.
  public let initialAssignments: [Assignment]
  /// In the order of their numbers.
  public private(set) var trials: PersistentArray<Trial> = []
  /// How many trials have ended.
  public private(set) var completions = 0
  /// The next place in the order of completions; a trial that is run again gives its old one up.
  private var nextCompletion = 0
  private var curves: PersistentArray<Curve> = []
  /// One word per trial, so that looking an assignment up reads little memory.
  private var fingerprints: [UInt64] = []
  private let priorFingerprints: [UInt64]

  /// A study without trials; `init(minimizing:over:seed:)` makes one from parameters.
  ///
  /// - Precondition: the assignments of `priorTrials` and `initialAssignments` lie in `space`.
  public init(
    space: SearchSpace, objective: Objective?, seed: UInt64, priorTrials: [PriorTrial] = [],
    initialAssignments: [Assignment] = []
  ) {
    precondition(
      priorTrials.allSatisfy { space.contains($0.assignment) } && initialAssignments.allSatisfy(space.contains),
      "a prior trial or an initial assignment lies outside of the space")
    self.space = space
    self.objective = objective
    self.seed = seed
    self.priorTrials = priorTrials
    self.initialAssignments = initialAssignments
    priorFingerprints = priorTrials.map(\.assignment.fingerprint)
  }

  /// - Precondition: `id` names a trial of this study.
  public subscript(id: Trial.ID) -> Trial { trials[index(of: id)] }

  /// Whether a trial of this study has that number.
  public func contains(_ id: Trial.ID) -> Bool { id.rawValue >= 1 && id.rawValue <= trials.count }

  /// The number of the trial that is added next.
  public var nextID: Trial.ID { Trial.ID(trials.count + 1) }

  /// What was measured of a trial so far.
  ///
  /// - Precondition: `id` names a trial of this study.
  public func curve(of id: Trial.ID) -> Curve { curves[index(of: id)] }

  /// The measurement that would count if the trial ended now; nil without one, or if the last is not finite.
  public func candidateFinal(of id: Trial.ID) -> Trial.Measurement? {
    let curve = curve(of: id)
    switch objective?.selection {
    case nil: return nil
    case .last: return curve.nonFinite == nil ? curve.last : nil
    case .best: return objective.flatMap { curve.best(for: $0.goal) }
    }
  }

  /// A new trial, queued.
  public mutating func add(_ suggestion: Suggestion) -> Trial.ID {
    let id = nextID
    trials.append(Trial(id: id, assignment: suggestion.assignment, origin: suggestion.origin))
    curves.append(Curve())
    fingerprints.append(suggestion.assignment.fingerprint)
    return id
  }

  /// Whether a trial has this assignment, in whatever state it is. O(trials), about a nanosecond each.
  public func hasTrial(with assignment: Assignment) -> Bool {
    let fingerprint = assignment.fingerprint
    return fingerprints.indices.contains { index in
      fingerprints[index] == fingerprint && trials[index].assignment == assignment
    }
  }

  /// Whether a trial or a prior trial has this assignment. O(trials and prior trials), about a nanosecond each.
  public func hasTried(_ assignment: Assignment) -> Bool {
    let fingerprint = assignment.fingerprint
    return hasTrial(with: assignment)
      || priorFingerprints.indices.contains { index in
        priorFingerprints[index] == fingerprint && priorTrials[index].assignment == assignment
      }
  }

  /// Records what a writer reported; ignored once the trial has ended.
  public mutating func record(_ readings: [Trial.Reading], of id: Trial.ID) {
    let index = index(of: id)
    guard !trials[index].isFinished else { return }
    for reading in readings { curves[index].record(reading) }
  }

  /// Forgets what was measured: another attempt starts over, or a better series replaces this one.
  public mutating func forgetCurve(of id: Trial.ID) { curves[index(of: id)] = Curve() }

  /// Moves a trial on. The first finished state gives it its place in the order of completions; a trial
  /// that is queued again loses that place.
  public mutating func move(_ id: Trial.ID, to state: Trial.State) {
    let index = index(of: id)
    trials[index].state = state
    switch (trials[index].completion, state.isFinished) {
    case (nil, true):
      trials[index].completion = nextCompletion
      nextCompletion += 1
      completions += 1
    case (.some, false):
      trials[index].completion = nil
      completions -= 1
    case (nil, false), (.some, true): break
    }
  }

  private func index(of id: Trial.ID) -> Int {
    precondition(contains(id), "no trial \(id) in a study of \(trials.count)")
    return id.rawValue - 1
  }
}
