// SPDX-License-Identifier: Apache-2.0
package import AttuneStudy

/// A study of the study service: the fold of its entries. A value: a copy is a snapshot.
package struct StudyHistory: Sendable {
  package let name: StudyName
  package let spec: StudySpec
  package let createTime: Timestamp
  /// By number, from 1; nil is one that was deleted.
  private var numbered: PersistentArray<StudyTrial?> = []
  /// By number, from 1.
  package private(set) var operations: PersistentArray<StudyOperation> = []
  /// Whether no point of the space is left to suggest.
  package private(set) var isExhausted = false
  /// How many entries it is the fold of.
  package private(set) var entries = 1
  /// What it takes to hold it, roughly: trials and measurements.
  package private(set) var weight = 1
  private var completions = 0
  private var deletions = 0
  /// What the optimizer learns from; nil where a deletion left it behind the trials.
  private var modelled: Study?

  /// Nil unless the first entry, and no other, says that the study was created.
  package init?(_ name: StudyName, _ entries: [StudyEntry]) {
    guard let first = entries.first, case .created(let spec) = first.event else { return nil }
    self.name = name
    self.spec = spec
    createTime = first.time
    modelled = spec.emptyStudy
    for entry in entries.dropFirst() { apply(entry) }
  }

  package enum State: String, Sendable, Hashable {
    case active = "ACTIVE"
    /// Every point of the space has been suggested.
    case completed = "COMPLETED"
  }

  package var state: State { isExhausted ? .completed : .active }

  /// Nil for a number that was never given, or whose trial was deleted.
  package subscript(number: Int) -> StudyTrial? {
    number >= 1 && number <= numbered.count ? numbered[number - 1] : nil
  }

  /// Those that were not deleted, by number.
  package var trials: some Sequence<StudyTrial> { numbered.lazy.compactMap { $0 } }

  /// The number that was given last; 0 before the first.
  package var lastNumber: Int { numbered.count }

  package func operation(_ number: Int) -> StudyOperation? {
    number >= 1 && number <= operations.count ? operations[number - 1] : nil
  }

  /// The trials with the best final value, by number; more than one where they are equally good.
  package var optimal: [StudyTrial] {
    var best: [StudyTrial] = []
    for trial in trials {
      guard let value = trial.final?.value else { continue }
      if let known = best.first?.final?.value, value != known {
        if spec.objective.goal.isBetter(value, than: known) { best = [trial] }
      } else {
        best.append(trial)
      }
    }
    return best
  }
}

// MARK: - Folding

extension StudyHistory {
  /// Total: what makes no sense, such as a measurement of a trial that has ended, changes nothing but the count.
  package mutating func apply(_ entry: StudyEntry) {
    entries += 1
    switch entry.event {
    case .created: break
    case .suggested(let given): suggest(given, at: entry.time)
    case .added(let assignment, let measurements, let ending):
      guard spec.space.contains(assignment) else { return }
      let number = add(.byUser(assignment, completionsSeen: completions))
      for measurement in measurements { record(measurement, of: number, at: entry.time) }
      if let ending { complete(number, ending, at: entry.time) }
    case .measured(let number, let measurement): record(measurement, of: number, at: entry.time)
    case .checked(let number, let why):
      finish(.checked(trial: number, why: why), of: [number], at: entry.time)
      if let why { stop(number, why) }
    case .stopped(let number, let why): stop(number, why)
    case .completed(let number, let ending): complete(number, ending, at: entry.time)
    case .deleted(let number): delete(number)
    }
  }

  private mutating func suggest(_ given: StudySuggestions, at time: Timestamp) {
    let new = given.new.filter { spec.space.contains($0.assignment) }.map { add($0) }
    for number in given.pending + new { start(number, for: given.client, at: time) }
    isExhausted = given.isExhausted
    let trials = given.pending + new
    finish(.suggested(client: given.client, count: given.count, trials: trials), of: trials, at: time)
  }

  private mutating func finish(_ outcome: StudyOperation.Outcome, of trials: [Int], at time: Timestamp) {
    let operation = StudyOperation(number: operations.count + 1, time: time, outcome: outcome)
    operations.append(operation)
    for number in trials where self[number] != nil { numbered[number - 1]?.note(operation) }
  }

  private mutating func add(_ suggestion: Suggestion) -> Int {
    let number = numbered.count + 1
    numbered.append(StudyTrial(number: number, suggestion, modelled: modelled?.add(suggestion) ?? Trial.ID(0)))
    weight += 1
    return number
  }

  /// A trial that nobody had taken runs.
  private mutating func start(_ number: Int, for client: String = "", at time: Timestamp) {
    guard let trial = self[number], trial.state == .requested else { return }
    numbered[number - 1]?.state = .active
    numbered[number - 1]?.startTime = time
    numbered[number - 1]?.client = client
    modelled?.move(trial.modelled, to: .running)
  }

  private mutating func record(_ measurement: StudyMeasurement, of number: Int, at time: Timestamp) {
    guard let state = self[number]?.state, state != .completed else { return }
    start(number, at: time)
    let measured = measurements(of: number)
    numbered[number - 1]?.record(measurement, on: spec.axis)
    weight += measurements(of: number) - measured
    if let id = self[number]?.modelled { modelled?.record([measurement.reading(on: spec.axis)], of: id) }
  }

  private func measurements(of number: Int) -> Int { self[number]?.measurements.count ?? 0 }

  private mutating func stop(_ number: Int, _ why: String) {
    guard let trial = self[number], trial.state == .requested || trial.state == .active else { return }
    numbered[number - 1]?.state = .stopping
    numbered[number - 1]?.stopReason = why
    modelled?.move(trial.modelled, to: .stopping(.unpromising(why)))
  }

  private mutating func complete(_ number: Int, _ ending: StudyTrial.Ending, at time: Timestamp) {
    guard let trial = self[number], trial.state != .completed else { return }
    start(number, at: time)
    numbered[number - 1]?.complete(ending, at: time, place: completions)
    modelled?.end(trial.modelled, ending, on: spec.axis)
    completions += 1
  }

  private mutating func delete(_ number: Int) {
    guard let trial = self[number] else { return }
    numbered[number - 1] = nil
    weight -= 1 + trial.measurements.count
    deletions += 1
    isExhausted = false
    modelled = nil
  }
}

extension Suggestion {
  fileprivate static func byUser(_ assignment: Assignment, completionsSeen: Int) -> Suggestion {
    Suggestion(
      assignment: assignment,
      origin: Origin(phase: "user", text: "added by the user", completionsSeen: completionsSeen))
  }
}

// MARK: - What the optimizer learns from

extension StudyHistory {
  /// The trials as an optimizer and a stopping rule see them: those that were deleted never were.
  ///
  /// After a deletion the random streams are others: the old ones were drawn from for trials with the same places.
  package mutating func study() -> Study {
    if let modelled { return modelled }
    let seed = deletions == 0 ? spec.seed : SplitMix64.mix(spec.seed &+ UInt64(deletions))
    var study = Study(space: spec.space, objective: spec.objective, seed: seed)
    for index in numbered.indices {
      guard let trial = numbered[index] else { continue }
      let id = study.add(Suggestion(assignment: trial.assignment, origin: trial.origin))
      numbered[index]?.modelled = id
      study.record(trial.measurements.map { $0.reading(on: spec.axis) }, of: id)
      study.take(id, to: trial.state, why: trial.stopReason)
    }
    for trial in trials.filter({ $0.ending != nil }).sorted(by: { ($0.completion ?? 0) < ($1.completion ?? 0) }) {
      if let ending = trial.ending { study.end(trial.modelled, ending, on: spec.axis) }
    }
    modelled = study
    return study
  }
}

extension Study {
  /// As it was before it was completed.
  fileprivate mutating func take(_ id: Trial.ID, to state: StudyTrial.State, why: String?) {
    if state != .requested { move(id, to: .running) }
    if let why { move(id, to: .stopping(.unpromising(why))) }
  }

  fileprivate mutating func end(_ id: Trial.ID, _ ending: StudyTrial.Ending, on axis: StudySpec.Axis) {
    switch ending {
    case .measured(let final): tell(id, final.value, step: final.position(on: axis))
    case .infeasible(let why): move(id, to: .infeasible(.failed(Trial.Failure(.reported(why)))))
    }
  }
}
