// SPDX-License-Identifier: Apache-2.0

public import AttuneStudy

/// Which parameters matter: how much each one's values in the best trials differ from those in all trials.
///
/// A parameter without effect has, among the best trials, the values that it has everywhere. The difference is the
/// Pearson divergence of two densities, as in PED-ANOVA (Watanabe, Bansal, Hutter, "PED-ANOVA: Efficiently Quantifying
/// Hyperparameter Importance in Arbitrary Subspaces", IJCAI 2023). From each is taken what as many trials drawn at
/// random give on average, for few trials always differ somehow.
///
/// Only the order of the metric's values counts. Trials without one, because they failed or had NaN, count as worse
/// than the others. Parameters are looked at one by one: where two matter only together, neither is seen.
public struct Importance: Sendable, Hashable {
  /// Trials with a metric that there must be.
  public static let fewestTrials = 10

  public struct Parameter: Sendable, Hashable {
    public let name: String
    /// Its share of all importance, from 0 to 1. The sum over the parameters is 1; 0 if none differs more than random
    /// trials do.
    public let share: Double
    /// The probability that a parameter without effect differs at least as much, from 0.005 to 1.
    public let chance: Double
  }

  /// How many trials were compared.
  public let trials: Int
  /// How many of them are the best: a tenth, but at least five, and those that are equally good.
  public let best: Int
  /// In the search space's order.
  public let parameters: [Parameter]

  /// O(parameters × (trials + 50²)); a millisecond or two for each parameter.
  public init(of study: Study) throws(ImportanceError) {
    let ranking = try TrialRanking(of: study)
    let columns = study.space.parameters.indices.map { index in
      ParameterCells(
        study.space.parameters[index].domain, values: ranking.trials.map { $0.assignment.entries[index].value })
    }
    let draws = Self.draws(of: ranking.best.count, among: ranking.trials.count)
    let findings = columns.map { Finding(in: $0, best: ranking.best, draws: draws) }
    let total = findings.reduce(0) { $0 + $1.excess }
    trials = ranking.trials.count
    best = ranking.best.count
    parameters = zip(study.space.parameters, findings).map { parameter, finding in
      Parameter(
        name: parameter.name, share: total > 0 ? finding.excess / total : 0, chance: finding.chance)
    }
  }

  /// What stands for trials that are best by chance: always the same draws, without replacement.
  private static func draws(of size: Int, among count: Int) -> [[Int]] {
    var random = SplitMix64(state: 0)
    return (0..<199).map { _ in
      var indices = Array(0..<count)
      for place in 0..<size { indices.swapAt(place, place + random.below(count - place)) }
      return Array(indices.prefix(size))
    }
  }
}

/// One parameter's divergence, against those of the draws.
private struct Finding {
  /// Above the draws' average; 0 if below.
  let excess: Double
  let chance: Double

  init(in cells: ParameterCells, best: [Int], draws: [[Int]]) {
    let everywhere = cells.density
    let observed = cells.divergence(of: best, from: everywhere)
    let random = draws.map { cells.divergence(of: $0, from: everywhere) }
    excess = max(0, observed - random.reduce(0, +) / Double(random.count))
    chance = Double(1 + random.count { $0 >= observed }) / Double(1 + random.count)
  }
}
