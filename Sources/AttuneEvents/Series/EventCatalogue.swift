// SPDX-License-Identifier: Apache-2.0

/// What is in a tree of event files: directory → files and tags → points.
///
/// Feed it the events of one directory's files in name order. Directories are paths relative to
/// the root of the tree; the root itself is `.`.
public struct EventCatalogue: Sendable, Equatable {
  public private(set) var directories: [String: DirectorySummary] = [:]

  public init() {}

  /// Notes a file, also one that holds no event.
  public mutating func add(file name: String, in directory: String) {
    directories[directory, default: DirectorySummary()].add(file: name)
  }

  public mutating func add(_ event: Event, in directory: String) {
    directories[directory, default: DirectorySummary()].add(event)
  }

  /// Adds what a scanner read, as if it had been added event by event.
  ///
  /// - Parameter series: the scanner's.
  public mutating func add(_ points: [ScannedPoint], of series: [ScannedSeries], in directory: String) {
    directories[directory, default: DirectorySummary()].add(points, of: series)
  }
}
