// SPDX-License-Identifier: Apache-2.0

extension Trial.Failure {
  /// What made an attempt go wrong, where more is known than how its process ended.
  public struct Diagnosis: Sendable, Hashable {
    public enum Cause: String, Sendable, Hashable, CaseIterable {
      /// The machine's memory: the kernel ended the trainer, or it said so itself.
      case outOfMemory
      case gpuOutOfMemory
      case diskFull
      /// It ran longer than a trial may.
      case timeLimit
    }

    public let cause: Cause
    /// What shows it: a line of the trainer's log, or what the kernel counted.
    public let evidence: String

    public init(_ cause: Cause, evidence: String) {
      self.cause = cause
      self.evidence = evidence
    }
  }
}

extension Trial.Failure.Diagnosis.Cause {
  /// To be read after "the trainer".
  var words: String {
    switch self {
    case .outOfMemory: "ran out of memory"
    case .gpuOutOfMemory: "ran out of GPU memory"
    case .diskFull: "found the disk full"
    case .timeLimit: "ran out of time"
    }
  }
}
