// SPDX-License-Identifier: Apache-2.0

extension Trial {
  /// Why a running trial is made to end.
  public enum StopReason: Sendable, Hashable, CustomStringConvertible {
    /// A stopping rule's verdict, in its own words.
    case unpromising(String)
    /// The job was cancelled.
    case cancelled
    /// Stopped for the user's sake (Ctrl-C twice); the trial is queued again and runs on resume.
    case interrupted

    public var description: String {
      switch self {
      case .unpromising(let words): words
      case .cancelled: "the job was cancelled"
      case .interrupted: "interrupted; it runs again when the job is resumed"
      }
    }
  }

  /// Why a trial has no result, and no other may be expected from its assignment.
  public enum Infeasibility: Sendable, Hashable, CustomStringConvertible {
    /// The final value is NaN or infinite.
    case notFinite(tag: MetricTag, step: Int, value: Double)
    /// No scalar had the tag; `seen` are the tags that were written, nearest first.
    case noMetric(tag: MetricTag, seen: [String])
    /// The trainer failed in a way that its user blames on the assignment.
    case failed(Failure)

    public var description: String {
      switch self {
      case .notFinite(let tag, let step, let value):
        return "the metric '\(tag)' is \(value.metricText) at step \(step)"
      case .noMetric(let tag, let seen) where seen.isEmpty:
        return "the trainer wrote no scalar tagged '\(tag)', nor any other"
      case .noMetric(let tag, let seen):
        return "the trainer wrote no scalar tagged '\(tag)'; it wrote \(tag.alternatives(among: seen))"
      case .failed(let failure):
        return failure.description
      }
    }

    /// What to do about it; nil where only the user can know.
    public var advice: String? {
      switch self {
      case .notFinite, .failed: nil
      case .noMetric(_, let seen) where seen.isEmpty:
        "let it write TensorBoard event files below its working directory, and call its writer's flush() or close()"
      case .noMetric: "set hyperparameterMetricTag to a tag that the trainer writes"
      }
    }
  }

  /// How an attempt went wrong, with the last lines of what it said.
  ///
  /// A function that is tuned throws one where it could not be evaluated.
  public struct Failure: Error, Sendable, Hashable, CustomStringConvertible {
    /// What happened to the trainer.
    public enum Kind: Sendable, Hashable {
      case couldNotStart(String)
      case exited(status: Int)
      case killed(signal: Int)
      /// The process is gone and left no exit record.
      case lost
      /// Told by a program that runs its trials itself.
      case reported(String)
    }

    public let kind: Kind
    /// The last lines of the trainer's stderr; empty where there are none.
    public let tail: String
    /// What made it go wrong, where that is known.
    public let diagnosis: Diagnosis?

    public init(_ kind: Kind, tail: String = "", diagnosis: Diagnosis? = nil) {
      self.kind = kind
      self.tail = tail
      self.diagnosis = diagnosis
    }

    public var description: String {
      guard let diagnosis else { return ending }
      return "the trainer \(diagnosis.cause.words): \(diagnosis.evidence) (\(ending))"
    }

    private var ending: String {
      switch kind {
      case .couldNotStart(let why): "the trainer could not be started: \(why)"
      case .exited(let status): "the trainer exited with status \(status)"
      case .killed(let signal): "the trainer was killed by signal \(signal)"
      case .lost: "the trainer is gone and left no exit record"
      case .reported(let why): why
      }
    }
  }
}

extension Double {
  /// As JSON and people read it: `NaN`, `Infinity`, `-Infinity`, or the number.
  public var metricText: String {
    if isNaN { return "NaN" }
    if isInfinite { return self > 0 ? "Infinity" : "-Infinity" }
    return "\(self)"
  }
}
