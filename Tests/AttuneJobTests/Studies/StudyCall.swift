// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy
import AttuneTesting

/// One request to a study, sensible or not.
enum StudyCall {
  case suggest(String, Int)
  case add([(name: String, value: SuppliedValue)], [StudyReport], StudyReport?, String?)
  case measure(Int, StudyReport)
  case complete(Int, StudyReport?, String?)
  case check(Int)
  case stop(Int)
  case delete(Int)

  /// - Parameter most: about how many trials there are by now.
  static func random(in space: SearchSpace, trials most: Int, using generator: inout SplitMix64) -> StudyCall {
    let number = generator.next(below: most + 3)
    switch generator.next(below: 16) {
    case 0...4: return .suggest("client \(generator.next(below: 3))", 1 + generator.next(below: 3))
    case 5...8: return .measure(number, .random(using: &generator))
    case 9...11: return .complete(number, generator.next(below: 2) == 0 ? nil : .random(using: &generator), nil)
    case 12: return .complete(number, nil, "too large")
    case 13: return generator.next(below: 2) == 0 ? .check(number) : .stop(number)
    case 14: return generator.next(below: 3) == 0 ? .delete(number) : .check(number)
    default:
      let point = space.assignment(at: space.parameters.map { _ in generator.unit() })
      return .add(
        point.entries.map { ($0.name, $0.value.supplied) },
        (0..<generator.next(below: 3)).map { _ in .random(using: &generator) },
        generator.next(below: 2) == 0 ? nil : .random(using: &generator),
        generator.next(below: 4) == 0 ? "never" : nil)
    }
  }

  /// What is answered, as text: a refusal is an answer too.
  func answer(of service: StudyService, in name: StudyName) async throws -> String {
    do {
      switch self {
      case .suggest(let client, let count):
        return "\(try await service.suggest(count, to: client, in: name).1)"
      case .check(let number): return "\(try await service.check(number, in: name).1)"
      case .add(let parameters, let reports, let final, let infeasible):
        let study = try await service.change(name) { study throws(StudyError) in
          try study.adding(parameters, reports, final: final, infeasible: infeasible)
        }
        return study[study.lastNumber]?.picture ?? "none"
      case .measure(let number, let report):
        return try await trial(number, service, name) { study throws(StudyError) in try study.measuring(number, report)
        }
      case .complete(let number, let final, let infeasible):
        return try await trial(number, service, name) { study throws(StudyError) in
          try study.completing(number, final: final, infeasible: infeasible)
        }
      case .stop(let number):
        return try await trial(number, service, name) { study throws(StudyError) in try study.stopping(number) }
      case .delete(let number):
        return try await trial(number, service, name) { study throws(StudyError) in try study.deleting(number) }
      }
    } catch let error as StudyError {
      return "refused: \(error)"
    }
  }

  private func trial(
    _ number: Int, _ service: StudyService, _ name: StudyName,
    _ decide: @Sendable (StudyHistory) throws(StudyError) -> StudyEvent?
  ) async throws -> String {
    try await service.change(name, decide)[number]?.picture ?? "none"
  }
}

extension StudyReport {
  fileprivate static func random(using generator: inout SplitMix64) -> StudyReport {
    let value = generator.next(below: 12) == 0 ? Double.nan : generator.uniform(in: -1...1)
    let name = generator.next(below: 16) == 0 ? "other" : "score"
    return StudyReport(
      step: generator.next(below: 3) == 0 ? nil : generator.next(below: 20) - 1,
      elapsed: generator.next(below: 8) == 0 ? nil : generator.next(below: 10_000),
      metrics: [.init(name: name, value: value), .init(name: "side", value: 1)])
  }
}

extension ParameterValue {
  fileprivate var supplied: SuppliedValue {
    switch self {
    case .double(let value), .discrete(let value): .number(value)
    case .integer(let value): .number(Double(value))
    case .categorical(let value): .text(value)
    }
  }
}

extension StudyHistory {
  /// All that can be seen of it.
  var picture: String {
    "\(state) \(entries) \(weight) \(trials.map(\.picture)) \(Array(operations))"
  }
}

extension StudyTrial {
  fileprivate var picture: String {
    """
    \(number) \(state) \(assignment) \(origin) '\(client)' \(startTime as Any) \(endTime as Any) \(measurements) \
    \(ending as Any) \(stopReason as Any)
    """
  }
}

extension StudyEvent {
  /// Anything that a journal could hold, whether it is possible or not.
  static func nonsense(in space: SearchSpace, using generator: inout SplitMix64) -> StudyEvent {
    let number = generator.next(below: 8) - 1
    let values = [0.5, .nan, .infinity, -1e308, 0]
    let steps = [0, 1, 2, 3, -5, .min, .max]
    let measurement = StudyMeasurement(
      step: steps[generator.next(below: steps.count)], elapsed: generator.next(below: 3) == 0 ? nil : number,
      value: values[generator.next(below: values.count)])
    let inside = space.assignment(at: space.parameters.map { _ in generator.unit() })
    let assignment = generator.next(below: 5) == 0 ? Assignment([.init(name: "?", value: .double(.nan))]) : inside
    let suggestion = Suggestion(
      assignment: assignment, origin: Origin(phase: "test", text: "", completionsSeen: number))
    let ending: StudyTrial.Ending = generator.next(below: 3) == 0 ? .infeasible("") : .measured(measurement)
    switch generator.next(below: 9) {
    case 0: return .created(StudySpec(space: space, objective: Objective(tag: MetricTag("other"), goal: .minimize)))
    case 1, 2:
      return .suggested(
        .init(client: "c", count: -1, pending: [number, number], new: [suggestion], isExhausted: number == 2))
    case 3: return .added(assignment, [measurement, measurement], number == 1 ? nil : ending)
    case 4, 5: return .measured(number, measurement)
    case 6: return .checked(number, why: number % 2 == 0 ? nil : "why")
    case 7: return generator.next(below: 3) == 0 ? .deleted(number) : .stopped(number, why: "")
    default: return .completed(number, ending)
    }
  }
}
