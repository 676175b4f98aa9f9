// SPDX-License-Identifier: Apache-2.0

public import AttuneStudy

/// What a program with its own loop asks of the optimizer, or tells it. Trials are named as the program
/// wrote them: "1".
public enum AskTellRequest: Sendable {
  case suggest(count: Int)
  case measure(trial: String, step: Int, value: Double)
  /// Without a value the measurements count, as the objective's selection says; without a step the last one's.
  case complete(trial: String, step: Int?, value: Double?)
  case fail(trial: String, reason: String)
  /// A finished trial that was not suggested here.
  case add(parameters: [(name: String, value: SuppliedValue)], step: Int?, value: Double)
  case trials
}
