// SPDX-License-Identifier: Apache-2.0

extension Study {
  /// A study in which a smaller value is a better one.
  ///
  /// - Parameters:
  ///   - metric: what is measured, for messages.
  ///   - seed: other seeds give other suggestions; the same seed, the same ones.
  /// - Throws: every mistake in the parameters at once.
  public init(
    minimizing metric: String, over parameters: [ParameterSpec], seed: UInt64 = 1
  ) throws(SearchSpaceError) {
    try self.init(Objective(tag: MetricTag(metric), goal: .minimize), parameters, seed)
  }

  /// A study in which a greater value is a better one; see `init(minimizing:over:seed:)`.
  public init(
    maximizing metric: String, over parameters: [ParameterSpec], seed: UInt64 = 1
  ) throws(SearchSpaceError) {
    try self.init(Objective(tag: MetricTag(metric), goal: .maximize), parameters, seed)
  }

  private init(_ objective: Objective, _ parameters: [ParameterSpec], _ seed: UInt64) throws(SearchSpaceError) {
    self.init(space: try SearchSpace(parameters), objective: objective, seed: seed)
  }
}
