// SPDX-License-Identifier: Apache-2.0

public import AttuneStudy

/// The optimizer alone, for a program that runs its trials itself: a study in memory, request by request.
public struct AskTellSession: Sendable {
  /// More suggestions than this in one request are a mistake.
  public static let largestCount = 10_000

  /// As the requests so far have made it.
  public private(set) var study: Study
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
    self.optimizer = optimizer
    self.rule = rule
  }

  /// - Throws: a refusal; nothing has changed then.
  public mutating func reply(to request: AskTellRequest) throws(AskTellError) -> AskTellReply {
    switch request {
    case .suggest(let count): try suggest(count)
    case .measure(let trial, let step, let value):
      .judged(study.measure(try unfinished(trial), value, step: step, rule: rule))
    case .complete(let trial, let step, let value): .trial(try complete(unfinished(trial), step, value))
    case .fail(let trial, let reason): .trial(fail(try unfinished(trial), reason))
    case .add(let parameters, let step, let value): .trial(try add(parameters, step, value))
    case .trials: .trials(Array(study.trials))
    }
  }
}

extension AskTellSession {
  private mutating func suggest(_ count: Int) throws(AskTellError) -> AskTellReply {
    guard count >= 1, count <= Self.largestCount else {
      throw AskTellError(.invalidArgument, "'count' is \(count); it must be 1 to \(Self.largestCount)")
    }
    do throws(OptimizerError) {
      let trials = try study.suggest(count, using: optimizer)
      return .suggested(trials, isExhausted: trials.count < count)
    } catch {
      throw AskTellError(.failedPrecondition, error.description)
    }
  }

  private mutating func complete(
    _ id: Trial.ID, _ step: Int?, _ value: Double?
  ) throws(AskTellError) -> Trial {
    if let value {
      study.tell(id, value, step: step)
    } else {
      let curve = study.curve(of: id)
      guard curve.last != nil || curve.nonFinite != nil else {
        throw AskTellError(.failedPrecondition, "trial \(id) has no measurement: complete it with a 'value'")
      }
      study.finish(id)
    }
    return study[id]
  }

  private mutating func fail(_ id: Trial.ID, _ reason: String) -> Trial {
    study.fail(id, reason)
    return study[id]
  }

  private mutating func add(
    _ parameters: [(name: String, value: SuppliedValue)], _ step: Int?, _ value: Double
  ) throws(AskTellError) -> Trial {
    do throws(AssignmentError) {
      let assignment = try study.space.assignment(from: parameters)
      let id = study.add(assignment, value: value, step: step ?? 0)
      return study[id]
    } catch {
      throw AskTellError(.invalidArgument, error.description)
    }
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
}
