// SPDX-License-Identifier: Apache-2.0

/// Stops a trial whose best value so far is strictly worse than the median, over the trials that have ended
/// with a value, of the average of what they had reported up to the same step.
///
/// Source: Golovin et al., "Google Vizier", KDD 2017, §3.2.2; the rule that the service documented. Around it:
/// nothing is judged before `minCurves` trials and `minReports` reports, and no trial is stopped that would
/// be among the `protected` best if it ended now. Trials that report once are therefore never stopped.
///
/// A verdict costs O(trials · log points).
public struct MedianRule: StoppingRule {
  /// So many ended trials must have a value at the step.
  public static let minCurves = 5
  /// So many values must the trial itself have reported.
  public static let minReports = 3
  /// So many of the best trials go on in any case.
  public static let protected = 3

  /// Steps below this one are never a reason to stop.
  public let minSteps: Int

  public init(minSteps: Int = 0) { self.minSteps = minSteps }

  /// Words that name the step, the trial's best value and the median.
  public func verdict(on trial: Trial, in study: Study) -> Verdict {
    let curve = study.curve(of: trial.id)
    guard let goal = study.objective?.goal, let step = curve.last?.step, let best = curve.best(for: goal),
      step >= minSteps, curve.reports >= Self.minReports
    else { return .proceed }
    let ended = study.trials.filter { $0.id != trial.id && $0.finalMeasurement != nil }
    let averages = ended.compactMap { study.curve(of: $0.id).average(upTo: step) }
    guard averages.count >= Self.minCurves, let median = averages.median,
      goal.isBetter(median, than: best.value), !isProtected(best, among: ended, goal)
    else { return .proceed }
    let (own, others) = (best.value.shortText(), median.shortText())
    return .stop("stopped at step \(step): \(own), median of \(averages.count) trials here \(others)")
  }

  private func isProtected(_ best: Trial.Measurement, among ended: [Trial], _ goal: Goal) -> Bool {
    let better = ended.filter { $0.finalMeasurement.map { goal.isBetter($0.value, than: best.value) } ?? false }
    return better.count < Self.protected
  }
}

extension [Double] {
  /// The mean of the two middle values where their number is even. O(n log n).
  fileprivate var median: Double? {
    guard !isEmpty else { return nil }
    let sorted = sorted()
    let middle = count / 2
    return count % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2
  }
}
