// SPDX-License-Identifier: Apache-2.0

extension Trial {
  /// A finite objective value after `step` training steps.
  public struct Measurement: Sendable, Hashable {
    public let step: Int
    public let value: Double

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

    public init(step: Int, value: Double) {
      self.step = step
      self.value = value
    }
  }
}
