// SPDX-License-Identifier: Apache-2.0

/// One run of the trainer with one assignment. Only a `Study` changes it.
public struct Trial: Sendable, Hashable, Identifiable {
  /// Trials are numbered from 1 in the order in which they start.
  public struct ID: Sendable, Hashable, Comparable, RawRepresentable, CustomStringConvertible {
    public let rawValue: Int

    public init(rawValue: Int) { self.rawValue = rawValue }
    public init(_ number: Int) { rawValue = number }

    public static func < (a: ID, b: ID) -> Bool { a.rawValue < b.rawValue }
    public var description: String { "\(rawValue)" }
  }

  public let id: ID
  public let assignment: Assignment
  public let origin: Origin
  public internal(set) var state: State = .queued
  /// Its place in the order of completions, from 0: the only clock an optimizer has. Nil while unfinished.
  public internal(set) var completion: Int?

  /// Queued, then running, perhaps stopping; then one of four ends.
  public enum State: Sendable, Hashable {
    case queued
    case running
    case stopping(StopReason)
    /// `final` is nil only in a study without an objective.
    case succeeded(final: Measurement?)
    case stopped(final: Measurement?, StopReason)
    case infeasible(Infeasibility)
    case failed(Failure)
  }
}

extension Trial {
  /// Whether the state is an end.
  public var isFinished: Bool { state.isFinished }

  /// The measurement that counts, once the trial has ended with one.
  public var finalMeasurement: Measurement? {
    switch state {
    case .succeeded(let final), .stopped(let final, _): final
    case .queued, .running, .stopping, .infeasible, .failed: nil
    }
  }
}

extension Trial.State {
  public var isFinished: Bool {
    switch self {
    case .queued, .running, .stopping: false
    case .succeeded, .stopped, .infeasible, .failed: true
    }
  }
}
