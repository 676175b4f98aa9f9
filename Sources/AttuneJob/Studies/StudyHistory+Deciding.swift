// SPDX-License-Identifier: Apache-2.0
package import AttuneStudy

// What becomes of a request: the event to record, or why it is refused. Nothing changes here.
extension StudyHistory {
  /// A trial of the client's own making; with a final measurement, or where it is infeasible, a completed one.
  package func adding(
    _ parameters: [(name: String, value: SuppliedValue)], _ reports: [StudyReport], final: StudyReport?,
    infeasible: String?
  ) throws(StudyError) -> StudyEvent {
    let assignment: Assignment
    do throws(AssignmentError) {
      assignment = try spec.space.assignment(from: parameters)
    } catch {
      throw StudyError(error.problems.map { .init("trial.parameters", $0) })
    }
    var measurements: [StudyMeasurement] = []
    for (index, report) in reports.enumerated() {
      measurements.append(
        try report.measurement(in: spec, after: measurements.last, field: "trial.measurements[\(index)]"))
    }
    var ending = infeasible.map { StudyTrial.Ending.infeasible($0) }
    if ending == nil, let final {
      ending = self.ending(
        try final.measurement(in: spec, after: measurements.last, isFinal: true, field: "trial.final_measurement"))
    }
    return .added(assignment, measurements, ending)
  }

  package func measuring(_ number: Int, _ report: StudyReport) throws(StudyError) -> StudyEvent {
    let trial = try unfinished(number)
    return .measured(number, try report.measurement(in: spec, after: trial.measurements.last, field: "measurement"))
  }

  /// - Parameters:
  ///   - final: nil takes the last measurement.
  ///   - infeasible: why nothing came of the trial; `final` doesn't count then.
  package func completing(
    _ number: Int, final: StudyReport?, infeasible: String?
  ) throws(StudyError) -> StudyEvent {
    let trial = try unfinished(number), last = trial.measurements.last
    if let infeasible { return .completed(number, .infeasible(infeasible)) }
    if let final {
      return .completed(
        number, ending(try final.measurement(in: spec, after: last, isFinal: true, field: "final_measurement")))
    }
    guard let last else {
      throw StudyError(
        .failedPrecondition,
        "trial \(number) has no measurement: complete it with a finalMeasurement, or with trialInfeasible")
    }
    return .completed(number, ending(last))
  }

  /// - Returns: nil where it is to stop already.
  package func stopping(_ number: Int) throws(StudyError) -> StudyEvent? {
    try unfinished(number).state == .stopping ? nil : .stopped(number, why: "stopped by a client")
  }

  package func deleting(_ number: Int) throws(StudyError) -> StudyEvent { .deleted(try trial(number).number) }

  package func trial(_ number: Int) throws(StudyError) -> StudyTrial {
    guard let trial = self[number] else {
      throw StudyError(.notFound, "there is no trial \(number) in the study '\(name.study)'")
    }
    return trial
  }

  private func unfinished(_ number: Int) throws(StudyError) -> StudyTrial {
    let trial = try trial(number)
    guard trial.state != .completed else {
      throw StudyError(.failedPrecondition, "trial \(number) has been completed already: nothing of it changes")
    }
    return trial
  }

  /// A final value that is no number is no result.
  private func ending(_ final: StudyMeasurement) -> StudyTrial.Ending {
    if final.value.isFinite { return .measured(final) }
    return .infeasible("the metric '\(spec.objective.tag)' is \(final.value.metricText) at step \(final.step)")
  }
}

// MARK: - What is answered by an operation

extension StudyHistory {
  package enum Answer: Sendable {
    /// The same was asked before, and nothing has changed about it.
    case known(StudyOperation)
    /// What is answered once it is recorded.
    case new(StudyEvent)
  }

  /// Whether a trial should stop. Once it should, it is stopping.
  package mutating func checking(_ number: Int) throws(StudyError) -> Answer {
    let trial = try unfinished(number)
    let why = trial.state == .stopping ? trial.stopReason ?? "" : verdict(on: number)
    if let known = trial.check.flatMap(operation), known.outcome == .checked(trial: number, why: why) {
      return .known(known)
    }
    return .new(.checked(number, why: why))
  }

  private mutating func verdict(on number: Int) -> String? {
    guard let rule = spec.stopping?.rule else { return nil }
    let study = study()
    guard let id = self[number]?.modelled, case .stop(let why) = rule.verdict(on: study[id], in: study)
    else { return nil }
    return why
  }

  /// Trials for a client: its own that it has not completed, then such as nobody has taken, then new ones.
  package mutating func suggesting(
    _ count: Int, to client: String, by optimizer: any Optimizer
  ) throws(StudyError) -> Answer {
    let open = trials.filter { $0.state == .requested || $0.state == .active && $0.client == client }
    let own = open.filter { $0.state == .active }, unclaimed = open.filter { $0.state == .requested }
    let pending = (own + unclaimed).prefix(count).map(\.number)
    let missing = isExhausted ? 0 : count - pending.count
    if missing == 0, pending.count <= own.count {
      let known = pending.isEmpty ? operations.last : self[pending[0]]?.suggestion.flatMap(operation)
      let outcome = StudyOperation.Outcome.suggested(client: client, count: count, trials: pending)
      if let known, known.outcome == outcome { return .known(known) }
    }
    do throws(OptimizerError) {
      let new = missing > 0 ? try optimizer.suggest(missing, for: study()) : []
      let isExhausted = isExhausted || new.count < missing
      return .new(
        .suggested(.init(client: client, count: count, pending: pending, new: new, isExhausted: isExhausted)))
    } catch {
      throw StudyError(.failedPrecondition, error.description)
    }
  }
}
