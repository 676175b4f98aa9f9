// SPDX-License-Identifier: Apache-2.0

/// One entry of a TensorBoard event file.
public struct Event: Sendable, Equatable {
  /// Seconds since 1970, by the writer's clock.
  public var wallTime: Double
  public var step: Int
  public var content: Content

  public enum Content: Sendable, Equatable {
    /// The first record of a file, such as `brain.Event:2`.
    case fileVersion(String)
    /// The trainer (re)starts here: what was written at or after this step is void.
    case sessionStart
    /// The scalars and tensors of a summary; its images, histograms and sounds are left out.
    case summary([SummaryValue])
    /// Graphs, log messages, run metadata.
    case other
  }

  public init(wallTime: Double, step: Int, content: Content) {
    self.wallTime = wallTime
    self.step = step
    self.content = content
  }

  /// A summary of one `simple_value`.
  public init(wallTime: Double, step: Int, tag: String, value: Double) {
    self.init(
      wallTime: wallTime, step: step, content: .summary([SummaryValue(tag: tag, .simpleValue(value))]))
  }
}
