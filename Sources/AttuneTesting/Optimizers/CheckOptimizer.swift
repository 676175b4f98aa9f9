// SPDX-License-Identifier: Apache-2.0

public import AttuneStudy

/// Holds an optimizer to the laws of `Optimizer`, on random spaces and studies; no violation is an empty list.
///
/// An optimizer may refuse a space by throwing, always or never for the same study; one that refuses every
/// space is a violation. `rounds` studies are tried, the same ones for the same `seed`: every kind of history in
/// turn, every other space finite, every third one of up to `parameters` parameters instead of up to 6, and for
/// every sixteenth study `batch` suggestions at once. Each batch is asked for twice.
public func checkOptimizer(
  _ optimizer: any Optimizer, rounds: Int = 60, parameters: Int = 30, trials: Int = 30, batch: Int = 256,
  seed: UInt64 = 1
) -> [String] {
  var check = OptimizerCheck(optimizer: optimizer)
  var generator = SplitMix64(state: seed)
  for round in 0..<rounds {
    let space = SearchSpace.random(
      using: &generator, parameters: round.isMultiple(of: 3) ? parameters : 6, isFinite: round.isMultiple(of: 2))
    let study = Study.random(
      in: space, trials: generator.next(below: trials + 1),
      history: History.allCases[round % History.allCases.count], using: &generator)
    let several = 1 + generator.next(below: 20)
    check.judge(study, counts: round % 16 == 1 ? [0, 1, batch] : [0, 1, several])
    let warm = Study.random(
      in: space, trials: generator.next(below: 10), priors: 1 + generator.next(below: 30),
      initial: generator.next(below: 4), using: &generator)
    check.judge(warm, counts: [1, several])
  }
  check.judgeSmallSpaces(&generator)
  check.judgeStreams()
  return check.accepted == 0 ? ["the optimizer refused every space"] : check.violations
}

/// Holds an optimizer to the laws of `Optimizer` from the first trial of an odd problem to its last, unless it
/// refuses the space.
public func checkOptimizer(_ optimizer: any Optimizer, on problem: OddProblem) -> [String] {
  var check = OptimizerCheck(optimizer: optimizer)
  var study = problem.known
  let last = study.trials.count + problem.trials
  while study.trials.count < last {
    let count = min(problem.atOnce, last - study.trials.count)
    guard let suggestions = check.judge(study, count: count), !suggestions.isEmpty else { break }
    let started = suggestions.map { study.start($0) }
    for trial in started { problem.end(trial, in: &study) }
  }
  return check.violations + study.brokenInvariants()
}
