// SPDX-License-Identifier: Apache-2.0
import AttuneJob

extension ConfigurationReader {
  /// Who writes RETRY wants it done, also without a number; what is not named is then retried no more than before.
  mutating func readFailures(retries: LocatedValue?, _ policy: LocatedValue?) {
    let number = atLeast(0, retries, "retries")
    let named = FailureClass.allCases.compactMap { failure in
      policy?[failure.rawValue]?.text.flatMap { FailurePolicy.Reaction(rawValue: $0) }.map { (failure, $0) }
    }
    let asksForRetries = named.contains { $0.0 != .lost && $0.1 == .retry }
    configuration.limits.retries = number ?? (asksForRetries ? 1 : 0)
    if number == nil, asksForRetries {
      for failure in FailureClass.allCases
      where failure != .lost && configuration.limits.failurePolicy[failure] == .retry {
        configuration.limits.failurePolicy[failure] = .fail
      }
    }
    for (failure, reaction) in named { configuration.limits.failurePolicy[failure] = reaction }
    configuration.namedFailures = named.map(\.0)
    guard number == 0, let retried = named.first(where: { $0.0 != .lost && $0.1 == .retry })?.0 else { return }
    diagnostics.error(
      "'\(retried.rawValue)' (RETRY) needs 'retries' above 0", at: policy?[retried.rawValue]?.location,
      hint: "write how often a trial is tried again, or leave 'retries' out, which is then 1")
  }
}
