// SPDX-License-Identifier: Apache-2.0

/// What TensorBoard's HParams plugin reads from event files: which hyperparameters an experiment has, and what each of
/// its sessions (a run of the trainer) was started with and how it ended.
public enum HParams: Sendable, Hashable {
  /// Once per log directory, in any of its runs.
  case experiment(Experiment)
  /// Makes the run that it is written into a session.
  case sessionStart(SessionStart)
  case sessionEnd(SessionEnd)

  public enum Value: Sendable, Hashable {
    case number(Double)
    case text(String)
  }

  public enum Domain: Sendable, Hashable {
    case interval(ClosedRange<Double>)
    case values([Value])
  }

  public struct Experiment: Sendable, Hashable {
    public var name: String
    /// Seconds since 1970.
    public var creationTime: Double
    public var parameters: [Parameter]
    public var metrics: [Metric]

    public init(name: String, creationTime: Double, parameters: [Parameter], metrics: [Metric]) {
      self.name = name
      self.creationTime = creationTime
      self.parameters = parameters
      self.metrics = metrics
    }
  }

  public struct Parameter: Sendable, Hashable {
    public var name: String
    public var domain: Domain
    public var description: String

    public init(name: String, domain: Domain, description: String = "") {
      self.name = name
      self.domain = domain
      self.description = description
    }
  }

  /// A scalar of each session's own run, of which the last value is shown.
  public struct Metric: Sendable, Hashable {
    public var tag: String
    /// The heading of its column; the tag where it is empty.
    public var displayName: String
    public var description: String

    public init(tag: String, displayName: String = "", description: String = "") {
      self.tag = tag
      self.displayName = displayName
      self.description = description
    }
  }

  public struct Setting: Sendable, Hashable {
    public var name: String
    public var value: Value

    public init(_ name: String, _ value: Value) {
      self.name = name
      self.value = value
    }
  }

  public struct SessionStart: Sendable, Hashable {
    public var settings: [Setting]
    /// Seconds since 1970.
    public var time: Double

    public init(_ settings: [Setting], time: Double) {
      self.settings = settings
      self.time = time
    }
  }

  public struct SessionEnd: Sendable, Hashable {
    public var isSuccess: Bool
    /// Seconds since 1970.
    public var time: Double

    public init(isSuccess: Bool, time: Double) {
      self.isSuccess = isSuccess
      self.time = time
    }
  }
}
