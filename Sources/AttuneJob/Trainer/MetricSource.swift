// SPDX-License-Identifier: Apache-2.0
public import AttuneStudy

/// Turns a trial's directories into readings while the trainer writes.
public protocol MetricSource: Sendable {
  /// Reports series and readings as they are written; returns, drained, once `exited` has returned.
  ///
  /// Trouble in reading is a report, not an exit. A cancelled call returns at once.
  /// - Parameters:
  ///   - positions: where an earlier life had read to; what stands before is not reported again.
  ///   - exited: awaited once, for as long as the call lasts.
  /// - Returns: all tags seen, nearest first.
  func follow(
    _ objective: Objective, at place: TrialPlace, from positions: [Position],
    until exited: @escaping @Sendable () async -> Void,
    report: @Sendable (MetricReport) async -> Void
  ) async -> [String]
}

public enum MetricReport: Sendable, Hashable {
  /// Which run and tag is read from now on; a later one replaces it and its readings.
  case series(MetricSeries)
  case readings([Trial.Reading], at: Position)
  /// A minute has passed without the tag; `seen` are the tags there are, nearest first. Told once.
  case missing(seen: [String])
  /// Worth knowing, and no trouble: that the tag stands in several places.
  case notice(String)
  /// A file that can't be read, or a damaged record, in words with its place.
  case trouble(String)
}

/// The scalar that is read: a directory below the trial's working directory ("" is itself) and a tag; or a file that is
/// no event file, and a name in it.
public struct MetricSeries: Sendable, Hashable, CustomStringConvertible {
  public let directory: String
  public let tag: String
  /// One sentence that says by which rule it was chosen.
  public let description: String

  public init(directory: String, tag: String, description: String) {
    self.directory = directory
    self.tag = tag
    self.description = description
  }
}

/// How far a file was read: the offset of the end of the last record, in bytes; of a file that is rewritten as a whole,
/// a number that grows with what is in it.
public struct Position: Sendable, Hashable {
  public let file: String
  public let offset: Int

  public init(file: String, offset: Int) {
    self.file = file
    self.offset = offset
  }
}
