// SPDX-License-Identifier: Apache-2.0

public import AttuneStudy

/// A function with a known least value, to try optimizers on.
public struct SyntheticObjective: Sendable {
  public let name: String
  public let space: SearchSpace
  public let minimum: Double
  private let function: @Sendable ([Double]) -> Double

  /// `function` takes as many numbers as there are ranges.
  init(
    _ name: String, over ranges: [ClosedRange<Double>], minimum: Double,
    function: @escaping @Sendable ([Double]) -> Double
  ) {
    let parameters = ranges.enumerated().map { index, range in
      ParameterSpec(name: "x\(index + 1)", domain: .double(range, scale: .linear))
    }
    do {
      space = try SearchSpace(parameters)
    } catch {
      preconditionFailure("the space of \(name) is not valid: \(error)")
    }
    self.name = name
    self.minimum = minimum
    self.function = function
  }

  public func value(at assignment: Assignment) -> Double {
    function(
      assignment.entries.map { entry in
        guard case .double(let x) = entry.value else {
          preconditionFailure("\(name) takes doubles; '\(entry.name)' is \(entry.value)")
        }
        return x
      })
  }

  /// How far the best of `trials` sequential trials of `optimizer` stays above the minimum.
  public func regret(
    of optimizer: any Optimizer, trials: Int, seed: UInt64
  ) throws(OptimizerError) -> Double {
    var study = Study(
      space: space, objective: Objective(tag: MetricTag("value"), goal: .minimize), seed: seed)
    for _ in 0..<trials {
      for suggestion in try optimizer.suggest(1, for: study) {
        let value = value(at: suggestion.assignment)
        let id = study.add(suggestion)
        study.record([Trial.Reading(step: 0, value: value)], of: id)
        study.move(id, to: .succeeded(final: study.candidateFinal(of: id)))
      }
    }
    return (study.best?.finalMeasurement?.value ?? .infinity) - minimum
  }
}
