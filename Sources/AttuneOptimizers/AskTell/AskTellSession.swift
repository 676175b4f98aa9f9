// SPDX-License-Identifier: Apache-2.0

public import AttuneStudy

/// The optimizer alone, for a program that runs its trials itself: a study in memory, request by request.
public struct AskTellSession: Sendable {
  /// More suggestions than this in one request are a mistake.
  public static let largestCount = 10_000

  public private(set) var study: Study
  private let objective: Objective
  private let optimizer: any Optimizer
  private let rule: (any StoppingRule)?

  /// Without a `rule` no trial is told to stop.
  ///
  /// - Precondition: the assignments of `priorTrials` and `initialAssignments` lie in `space`.
  public init(
    space: SearchSpace, objective: Objective, seed: UInt64, priorTrials: [PriorTrial] = [],
    initialAssignments: [Assignment] = [], optimizer: any Optimizer, rule: (any StoppingRule)? = nil
  ) {
    study = Study(
      space: space, objective: objective, seed: seed, priorTrials: priorTrials,
      initialAssignments: initialAssignments)
    self.objective = objective
    self.optimizer = optimizer
    self.rule = rule
  }

  /// - Throws: a refusal; nothing has changed then.
  public mutating func reply(to request: AskTellRequest) throws(AskTellError) -> AskTellReply {
    switch request {
    case .suggest(let count): try suggest(count)
    case .measure(let trial, let step, let value): .judged(try measure(unfinished(trial), step, value))
    case .complete(let trial, let step, let value): .trial(try complete(unfinished(trial), step, value))
    case .fail(let trial, let reason): .trial(end(try unfinished(trial), .failed(.init(.reported(reason)))))
    case .add(let parameters, let step, let value): .trial(try add(parameters, step, value))
    case .trials: .trials(study.trials)
    }
  }
}

extension AskTellSession {
  private mutating func suggest(_ count: Int) throws(AskTellError) -> AskTellReply {
    guard count >= 1, count <= Self.largestCount else {
      throw AskTellError(.invalidArgument, "'count' is \(count); it must be 1 to \(Self.largestCount)")
    }
    let suggestions: [Suggestion]
    do throws(OptimizerError) {
      suggestions = try optimizer.suggest(count, for: study)
    } catch {
      throw AskTellError(.failedPrecondition, error.description)
    }
    let ids = suggestions.map { study.add($0) }
    for id in ids { study.move(id, to: .running) }
    return .suggested(ids.map { study[$0] }, isExhausted: ids.count < count)
  }

  private mutating func measure(
    _ id: Trial.ID, _ step: Int, _ value: Double
  ) throws(AskTellError) -> Verdict {
    study.record([Trial.Reading(step: step, value: value)], of: id)
    // A trial that has been told to stop is told so again.
    if case .stopping(let reason) = study[id].state { return .stop(reason.description) }
    guard let rule, case .stop(let words) = rule.verdict(on: study[id], in: study) else { return .proceed }
    study.move(id, to: .stopping(.unpromising(words)))
    return .stop(words)
  }

  private mutating func complete(
    _ id: Trial.ID, _ step: Int?, _ value: Double?
  ) throws(AskTellError) -> Trial {
    guard let value else { return try completeAsMeasured(id) }
    let last = study.curve(of: id).last
    return end(id, with: Trial.Reading(step: step ?? last?.step ?? 0, value: value))
  }

  private mutating func completeAsMeasured(_ id: Trial.ID) throws(AskTellError) -> Trial {
    if let final = study.candidateFinal(of: id) {
      return end(id, with: Trial.Reading(step: final.step, value: final.value))
    }
    guard let nonFinite = study.curve(of: id).nonFinite else {
      throw AskTellError(.failedPrecondition, "trial \(id) has no measurement: complete it with a 'value'")
    }
    return end(id, with: nonFinite)
  }

  private mutating func add(
    _ parameters: [(name: String, value: SuppliedValue)], _ step: Int?, _ value: Double
  ) throws(AskTellError) -> Trial {
    let assignment: Assignment
    do throws(AssignmentError) {
      assignment = try study.space.assignment(from: parameters)
    } catch {
      throw AskTellError(.invalidArgument, error.description)
    }
    let origin = Origin(phase: "user", text: "added by the user", completionsSeen: study.completions)
    let id = study.add(Suggestion(assignment: assignment, origin: origin))
    return end(id, with: Trial.Reading(step: step ?? 0, value: value))
  }

  private func unfinished(_ name: String) throws(AskTellError) -> Trial.ID {
    guard let number = Int(name), "\(number)" == name, study.contains(Trial.ID(number)) else {
      throw AskTellError(.notFound, "there is no trial '\(name)'; \(study.trials.count) have been made")
    }
    let trial = study[Trial.ID(number)]
    guard !trial.isFinished else {
      throw AskTellError(.failedPrecondition, "trial \(trial.id) has already ended")
    }
    return trial.id
  }

  /// Ends a trial with the reading that counts; one that is not finite makes the trial infeasible.
  private mutating func end(_ id: Trial.ID, with reading: Trial.Reading) -> Trial {
    if reading.step >= study.curve(of: id).last?.step ?? .min { study.record([reading], of: id) }
    guard let final = Trial.Measurement(step: reading.step, value: reading.value) else {
      let why = Trial.Infeasibility.notFinite(tag: objective.tag, step: reading.step, value: reading.value)
      return end(id, .infeasible(why))
    }
    if case .stopping(let reason) = study[id].state { return end(id, .stopped(final: final, reason)) }
    return end(id, .succeeded(final: final))
  }

  private mutating func end(_ id: Trial.ID, _ state: Trial.State) -> Trial {
    study.move(id, to: state)
    return study[id]
  }
}
