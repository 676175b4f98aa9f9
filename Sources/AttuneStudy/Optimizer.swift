// SPDX-License-Identifier: Apache-2.0

/// Proposes assignments. A pure function of the study: no clock, no global state, nothing to save.
///
/// Laws, checked by `checkOptimizer` in AttuneTesting: the same study gives the same suggestions; each
/// lies inside the space and is never NaN; pending trials are allowed in any number; at most `count`
/// suggestions come back, and fewer only when the space is exhausted.
public protocol Optimizer: Sendable {
  /// At most `count` assignments to try next, in the order in which they become trials.
  ///
  /// - Throws: where the optimizer can't work on the space, whatever the trials are.
  func suggest(_ count: Int, for study: Study) throws(OptimizerError) -> [Suggestion]
}

/// Why an optimizer cannot work on a space: `GRID_SEARCH` over a continuous range, for one.
public struct OptimizerError: Error, Sendable, Hashable, CustomStringConvertible {
  /// For people: which parameter, and what to do.
  public let description: String

  public init(_ description: String) { self.description = description }
}
