// SPDX-License-Identifier: Apache-2.0
import AttuneStudy

/// Suggests 1, 2, 3, …; exhausted after `last`, and failing where it is told to.
struct CountingOptimizer: Optimizer {
  var last = Int.max - 1
  var failure: OptimizerError?

  func suggest(_ count: Int, for study: Study) throws(OptimizerError) -> [Suggestion] {
    if let failure { throw failure }
    let first = study.trials.count + 1
    return (first..<max(first, min(first + count, last + 1))).map { .number($0) }
  }
}
