// SPDX-License-Identifier: Apache-2.0

extension Trial {
  /// A finite objective value after `step` training steps.
  public struct Measurement: Sendable, Hashable {
    public let step: Int
    public let value: Double

    /// Nil for NaN and infinities.
    public init?(step: Int, value: Double) {
      guard value.isFinite else { return nil }
      self.step = step
      self.value = value
    }
  }

  /// What a writer reported, before it is known to be a number: NaN and infinities included.
  public struct Reading: Sendable, Hashable {
    public let step: Int
    public let value: Double
    /// A trainer that was restarted has gone back to this step since the reading before: what was reported at or
    /// after it is void. Nil for all other readings.
    public let restart: Int?

    public init(step: Int, value: Double, restart: Int? = nil) {
      self.step = step
      self.value = value
      self.restart = restart
    }
  }
}
