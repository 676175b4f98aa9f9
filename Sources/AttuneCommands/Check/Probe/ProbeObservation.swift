// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
package import AttuneJob
import AttuneStudy

/// What is seen while a probe runs: all that its event files hold, and what a real trial would read of it.
package actor ProbeObservation {
  /// Tags beyond so many are not listed.
  static let mostSeries = 1_000
  private static let mostProblems = 5

  package struct Findings: Sendable, Hashable {
    /// What a trial reads; nil if nothing is.
    package var metric: MetricSeries?
    /// Of the series that is read.
    package var readings = 0
    package var finiteReadings = 0
    /// All tags that a trial would see, nearest first.
    package var seen: [String] = []
    /// Event files, relative to the working directory.
    package var files: [String] = []
    package var problems: [String] = []

    package init() {}
  }

  private let launch: Double
  private var feeds: [(prefix: String, feed: EventFeed)]
  /// Directories that other trainers may write to.
  private var foreign: Set<String> = []
  private var series: [Key: ProbedSeries] = [:]
  package private(set) var findings = Findings()

  private struct Key: Hashable {
    let directory: String
    let tag: String
  }

  /// - Parameter launch: seconds since 1970.
  init(of place: TrialPlace, launch: Double) {
    self.launch = launch
    feeds = [("", EventFeed(EventFolder(folder: place.workingDirectory)))]
    for directory in [place.jobDirectory].compactMap({ $0 }) + place.logDirectories {
      // What is there before the launch is not of this run.
      var feed = EventFeed(EventFolder(folder: directory))
      feed.look { _ in }
      feeds.append((directory, feed))
    }
  }

  /// By directory, then tag.
  package var allSeries: [ProbedSeries] {
    series.values.sorted { ($0.directory, $0.tag) < ($1.directory, $1.tag) }
  }

  /// - Parameter now: seconds since 1970.
  func look(at now: Double, isLast: Bool = false) {
    for index in feeds.indices {
      let prefix = feeds[index].prefix
      feeds[index].feed.look(all: isLast) { take($0, prefix: prefix, at: now) }
    }
  }

  func note(_ report: MetricReport) {
    switch report {
    case .series(let series):
      follow(series.directory)
      findings.metric = series
      findings.readings = 0
      findings.finiteReadings = 0
    case .readings(let readings, _):
      findings.readings += readings.count
      findings.finiteReadings += readings.count { $0.value.isFinite }
    // The probe lists all places itself.
    case .missing, .notice: break
    case .trouble(let words): note(problem: words)
    }
  }

  /// Event files that the trainer has open elsewhere: what is older than the launch is left out.
  private func follow(_ directory: String) {
    guard directory.hasPrefix("/"), !feeds.contains(where: { directory.hasPrefix($0.prefix) && $0.prefix != "" }) else {
      return
    }
    feeds.append((directory, EventFeed(EventFolder(folder: directory))))
    foreign.insert(directory)
  }

  func note(seen tags: [String]) { findings.seen = tags }

  private func take(_ item: EventFeed.Item, prefix: String, at now: Double) {
    switch item {
    case .file(let file): findings.files.append(Self.directory(file, prefix) + "/" + file.name)
    case .event(let event, let file): take(event, in: Self.directory(file, prefix), at: now)
    case .problem(let words): note(problem: words)
    }
  }

  private func take(_ event: Event, in directory: String, at now: Double) {
    guard case .summary(let values) = event.content else { return }
    if event.wallTime < launch - 1, foreign.contains(where: directory.hasPrefix) { return }
    for value in values {
      guard let scalar = value.scalar else { continue }
      let key = Key(directory: directory, tag: value.tag)
      guard series[key] != nil || series.count < Self.mostSeries else { continue }
      series[key, default: ProbedSeries(directory: directory, tag: value.tag)]
        .add(step: event.step, value: scalar, wallTime: event.wallTime, arrival: now, launch: launch)
    }
  }

  private func note(problem: String) {
    guard findings.problems.count < Self.mostProblems, !findings.problems.contains(problem) else { return }
    findings.problems.append(problem)
  }

  private static func directory(_ file: EventFolder.File, _ prefix: String) -> String {
    if prefix.isEmpty { return file.directory }
    return file.directory == "." ? prefix : "\(prefix)/\(file.directory)"
  }
}
