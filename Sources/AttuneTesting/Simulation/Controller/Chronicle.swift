// SPDX-License-Identifier: Apache-2.0
public import AttuneJob
public import AttuneStudy

/// Everything that happened in a simulated world, in its order, as the world saw it: what a checker of laws reads.
///
/// Nothing in it comes from a controller's state. Controllers are numbered by their lives, from 1.
public struct Chronicle: Sendable, Hashable {
  public enum Occurrence: Sendable, Hashable {
    /// A life took the job; what an older one appends from now on must be refused.
    case acquired
    /// Entries are durable.
    case recorded([JournalEntry])
    /// Entries were shown to whoever watches, and the job after them.
    case told([JournalEntry], JobHistory)
    /// The executor was asked to launch.
    case asked(Attempt, flags: [String])
    /// A trainer's process began, and was gone, having written so many readings.
    case began(Attempt)
    case ended(Attempt, TrialExit, written: [Trial.Reading])
    /// There is no such program: the attempt never was a process.
    case unstartable(Attempt)
    /// The executor was asked to stop the attempt.
    case stopAsked(Attempt)
    /// The store, or the machine a launch, refused what it may do later.
    case refused(Attempt?)
    case signalled(JobController.Signal)
    case killed
    /// The life is over by itself.
    case left(JobController.Ending)
    case gaveUp(JobStoreError.Code?, String)
  }

  public struct Line: Sendable, Hashable {
    public let milliseconds: Int
    /// The life that it concerns; 0 for none.
    public let life: Int
    public let occurrence: Occurrence
  }

  public internal(set) var lines: [Line] = []
  /// The journal as it is at the end, and the table beside it.
  public internal(set) var stored: StoredJob
  public internal(set) var rows: [Trial.ID: TrialRecord] = [:]
  /// How many trials there could be, whatever the limits say; nil for as many as one likes.
  public internal(set) var assignments: Int?
  /// Pieces of tasks that were run.
  public internal(set) var steps = 0
  /// Whether it was given up since nothing would end any more.
  public internal(set) var hangs = false

  init(_ spec: JobSpec) {
    stored = StoredJob(spec: spec, createTime: Timestamp(milliseconds: 0), journal: [])
  }

  public var lives: Int { lines.count { $0.occurrence == .acquired } }
  /// The journal as it would be written: the same seed gives the same bytes.
  public var journalText: String {
    stored.journal.map { JournalCoding.text(of: $0) + "\n" }.joined()
  }
}
