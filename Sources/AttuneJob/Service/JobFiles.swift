// SPDX-License-Identifier: Apache-2.0
public import AttuneStudy

/// The files of a job beside its journal: sources, logs, what trials wrote.
public protocol JobFiles: Sendable {
  /// Makes the job's folder: a snapshot of the directory, and the environment (never shown or exported).
  /// - Returns: what the user should be told, such as files that are linked rather than copied; nil where
  ///   there is such a folder already.
  func prepare(_ job: JobID, spec: JobSpec, environment: [String: String]) throws(JobFilesError) -> [String]?
  /// Removes what `prepare` made for a job that then could not be created.
  func abandon(_ job: JobID)
  /// How the user's directory differs now from the job's own copy.
  func changes(since job: JobID, spec: JobSpec) throws(JobFilesError) -> SourceChanges
  /// The lines a trial wrote, in the order in which they were read, until `isOver` and everything is read.
  func log(
    of attempt: Attempt, in job: JobID, until isOver: @escaping @Sendable () async -> Bool
  ) -> any AsyncSequence<LogLine, any Error> & Sendable
  /// The files that an attempt made or changed, in the order of their names; links are none.
  func artifacts(of attempt: Attempt, in job: JobID) throws(JobFilesError) -> [Artifact]
  /// The content of one of them, as it is when it is opened; nil where none has the id, or it has gone.
  func content(
    of artifact: String, of attempt: Attempt, in job: JobID
  ) throws(JobFilesError) -> (Artifact, any AsyncSequence<[UInt8], any Error> & Sendable)?
  /// Brings what an attempt made or changed into `destination`; twice does no harm.
  func collect(_ attempt: Attempt, of job: JobID, record: String, as name: String, into destination: String)
    throws(JobFilesError) -> CollectedTrial
}

/// A file that a trial wrote.
public struct Artifact: Sendable, Hashable {
  /// Names it to others, who name no paths: 32 hexadecimal digits that the path decides.
  public let id: String
  /// Relative to the trainer's working directory.
  public let path: String
  /// Bytes.
  public let size: Int
  public let updated: Timestamp

  public init(id: String, path: String, size: Int, updated: Timestamp) {
    self.id = id
    self.path = path
    self.size = size
    self.updated = updated
  }
}

/// One line of a trainer's output; its time is when it was first read.
public struct LogLine: Sendable, Hashable {
  public enum Stream: String, Sendable, Hashable {
    case stdout, stderr
  }

  public let time: Timestamp
  public let trial: Trial.ID
  public let stream: Stream
  public let text: String

  public init(time: Timestamp, trial: Trial.ID, stream: Stream, text: String) {
    self.time = time
    self.trial = trial
    self.stream = stream
    self.text = text
  }
}

/// Paths relative to the directory, sorted.
public struct SourceChanges: Sendable, Hashable {
  /// Source text that was changed, added or removed: the job would not be the same one.
  public let sources: [String]
  /// Anything else: logs, caches, data.
  public let others: [String]

  public init(sources: [String], others: [String]) {
    self.sources = sources
    self.others = others
  }
}

public struct CollectedTrial: Sendable, Hashable {
  public let trial: Trial.ID
  /// The folder it lies in now.
  public let path: String
  /// Files that the user changed there since; they were left as they are.
  public let kept: [String]

  public init(trial: Trial.ID, path: String, kept: [String]) {
    self.trial = trial
    self.path = path
    self.kept = kept
  }
}

public struct JobFilesError: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Code: String, Sendable, Hashable {
    /// What the user gave can't be used.
    case input
    /// The machine can't do it now: its disk is full, say.
    case unavailable
  }

  public let code: Code
  /// What happened, to what, what to do.
  public let description: String

  public init(_ description: String, _ code: Code = .input) {
    self.code = code
    self.description = description
  }
}
