// SPDX-License-Identifier: Apache-2.0

// What a program tells of trials that it runs itself. Each method needs a trial of this study that has not ended:
// anything else is a mistake in the program, and ends it.
extension Study {
  /// Makes a suggestion a trial that runs.
  public mutating func start(_ suggestion: Suggestion) -> Trial {
    let id = add(suggestion)
    move(id, to: .running)
    return self[id]
  }

  /// Ends a trial with the value that counts. One that is NaN or infinite makes the trial infeasible.
  ///
  /// - Parameter step: the training step of the value; that of the last measurement unless given, or 0.
  /// - Precondition: the study has an objective.
  public mutating func tell(_ id: Trial.ID, _ value: Double, step: Int? = nil) {
    expectUnfinished(id)
    let last = curve(of: id).last?.step
    let reading = Trial.Reading(step: step ?? last ?? 0, value: value)
    if reading.step >= last ?? .min { record([reading], of: id) }
    end(id, outcome(of: reading))
  }

  /// Ends a trial with what was measured of it, as the objective's selection says; without a finite measurement it
  /// is infeasible.
  public mutating func finish(_ id: Trial.ID) {
    expectUnfinished(id)
    end(id, success(of: id, seen: []))
  }

  /// Ends a trial without a value, for a reason that is shown as it is.
  public mutating func fail(_ id: Trial.ID, _ reason: String) {
    expectUnfinished(id)
    move(id, to: .failed(Trial.Failure(.reported(reason))))
  }

  /// Records a value on the way. A rule that is given may answer that the trial is hopeless; it stands then as
  /// stopping, and is told so again, until `finish` or `tell` ends it as stopped.
  @discardableResult
  public mutating func measure(
    _ id: Trial.ID, _ value: Double, step: Int, rule: (any StoppingRule)? = nil
  ) -> Verdict {
    expectUnfinished(id)
    record([Trial.Reading(step: step, value: value)], of: id)
    if case .stopping(let reason) = self[id].state { return .stop(reason.description) }
    guard let rule, case .stop(let words) = rule.verdict(on: self[id], in: self) else { return .proceed }
    move(id, to: .stopping(.unpromising(words)))
    return .stop(words)
  }

  /// A trial that ended elsewhere: what is known before the first suggestion is learned from like the rest.
  ///
  /// - Throws: every mistake in the values at once.
  /// - Precondition: the study has an objective.
  @discardableResult
  public mutating func add(
    _ values: KeyValuePairs<String, SuppliedValue>, value: Double, step: Int = 0
  ) throws(AssignmentError) -> Trial.ID {
    add(try space.assignment(from: values.map { (name: $0.key, value: $0.value) }), value: value, step: step)
  }

  /// - Precondition: the assignment lies in the space, and the study has an objective.
  @discardableResult
  public mutating func add(_ assignment: Assignment, value: Double, step: Int = 0) -> Trial.ID {
    precondition(space.contains(assignment), "\(assignment) lies outside the search space")
    let origin = Origin(phase: "user", text: "added by the user", completionsSeen: completions)
    let id = add(Suggestion(assignment: assignment, origin: origin))
    tell(id, value, step: step)
    return id
  }
}

extension Study {
  /// What a trial is whose trainer ended well: a success if the metric is there and a number.
  ///
  /// - Parameter seen: the other tags that were written, nearest first.
  package func success(of id: Trial.ID, seen: [String]) -> Trial.State {
    guard let objective else { return .succeeded(final: nil) }
    if let final = candidateFinal(of: id) { return .succeeded(final: final) }
    if let reading = curve(of: id).nonFinite { return outcome(of: reading) }
    return .infeasible(.noMetric(tag: objective.tag, seen: seen))
  }

  private func outcome(of reading: Trial.Reading) -> Trial.State {
    guard let objective else { preconditionFailure("a study without an objective has no value to tell") }
    return Trial.Measurement(step: reading.step, value: reading.value).map { .succeeded(final: $0) }
      ?? .infeasible(.notFinite(tag: objective.tag, step: reading.step, value: reading.value))
  }

  /// What succeeds although it was to stop counts as stopped.
  private mutating func end(_ id: Trial.ID, _ outcome: Trial.State) {
    if case .stopping(let reason) = self[id].state, case .succeeded(let final) = outcome {
      move(id, to: .stopped(final: final, reason))
    } else {
      move(id, to: outcome)
    }
  }

  private func expectUnfinished(_ id: Trial.ID) {
    precondition(!self[id].isFinished, "trial \(id) has already ended")
  }
}
