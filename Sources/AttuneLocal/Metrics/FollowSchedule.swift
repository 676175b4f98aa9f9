// SPDX-License-Identifier: Apache-2.0

/// When a trial's files, and its processes, are looked at again, whatever the watcher tells.
struct FollowSchedule {
  /// Where the watcher tells of every change that this machine makes, the files are looked at for the sake of
  /// other machines' alone: file systems on a network tell of those to nobody.
  static let shortestHearing = Duration.milliseconds(500)
  static let longestHearing = Duration.seconds(5)
  static let longestPolling = Duration.seconds(1)
  /// Looking at a directory takes some microseconds; this keeps that below a few percent of the time.
  static let perDirectory = Duration.microseconds(100)
  static let longestForProcesses = Duration.seconds(5)

  private var files = FollowPace(shortest: .milliseconds(50))
  private var processes = FollowPace(shortest: .milliseconds(250))
  private(set) var untilFiles: Duration
  /// Nil where no process is known.
  private(set) var untilProcesses: Duration?
  /// The sum of all waits.
  private(set) var waited = Duration.zero

  init(hasProcesses: Bool) {
    untilFiles = .zero
    untilProcesses = hasProcesses ? processes.shortest : nil
  }

  /// The next wait.
  var wait: Duration { min(untilFiles, untilProcesses ?? untilFiles) }

  mutating func pass(_ time: Duration) {
    waited += time
    untilFiles -= time
    untilProcesses = untilProcesses.map { $0 - time }
  }

  var areFilesDue: Bool { untilFiles <= .zero }
  var areProcessesDue: Bool { untilProcesses.map { $0 <= .zero } ?? false }

  /// - Parameters:
  ///   - hasNews: the look found what nobody had told.
  ///   - hears: the watcher tells of every change on this machine.
  mutating func planFiles(hasNews: Bool, hears: Bool, directories: Int) {
    let wait = files.next(hasNews: hasNews, longest: hears ? Self.longestHearing : Self.longestPolling)
    let shortest = hears && !hasNews ? Self.shortestHearing : .zero
    untilFiles = max(wait, shortest, Self.perDirectory * directories)
  }

  mutating func planProcesses(hasNews: Bool) {
    let wait = processes.next(hasNews: false, longest: Self.longestForProcesses)
    guard hasNews else { return untilProcesses = wait }
    processes = FollowPace(shortest: processes.shortest)
    untilProcesses = max(min(wait, .seconds(1)), processes.shortest)
  }
}
