// SPDX-License-Identifier: Apache-2.0

/// A series that a script has written: by which means, where, under which name.
struct MetricSeriesKey: Sendable, Hashable {
  enum Source: Sendable, Hashable {
    /// Scalars of event files.
    case events
    /// The step numbers of event files' scalars.
    case steps
    case hypertune
    case tfruns
  }

  let source: Source
  /// The directory of event files, the file of others; the working directory itself is `.`.
  let place: String
  let tag: String

  /// What a configuration calls the number of steps itself.
  static let stepTag = "global_step"

  init(source: Source, place: String, tag: String) {
    self.source = source
    self.place = place
    self.tag = tag
  }

  /// The series of a point in a file.
  init(of point: MetricPoint, in file: MetricFilePath) {
    source = point.source
    tag = point.tag
    place =
      switch point.source {
      case .events, .steps: file.directory
      case .hypertune, .tfruns: file.text
      }
  }

  /// Whether points of it may stand in that file.
  func mayStand(in file: MetricFilePath) -> Bool {
    switch source {
    case .events, .steps: file.directory == place
    case .hypertune, .tfruns: file.text == place
    }
  }
}
