// SPDX-License-Identifier: Apache-2.0
package import AttuneJob
package import AttuneStudy

/// Reads a trial's metric from the event files that its trainer writes.
package struct EventFileSource: MetricSource {
  /// How long a trial may be without the tag before that is told.
  static let patience = Duration.seconds(60)

  private let clock: any Clock<Duration>

  package init(clock: any Clock<Duration> = ContinuousClock()) {
    self.clock = clock
  }

  private enum Wake { case slept, exited }

  package func follow(
    _ objective: Objective, at place: TrialPlace, from positions: [Position],
    until exited: @escaping @Sendable () async -> Void,
    report: @Sendable (MetricReport) async -> Void
  ) async -> [String] {
    var follower = TrialFollower(of: objective.tag, at: place, from: positions)
    await withTaskGroup(of: Wake.self) { group in
      group.addTask {
        await exited()
        return .exited
      }
      var pace = PollingPace()
      var wake = Wake.slept
      var isPatient = true
      while !Task.isCancelled {
        let portions = follower.portionsRead
        await look(&follower, isLast: wake == .exited, report)
        if wake == .exited { break }
        if isPatient, !follower.hasSeries, pace.waited >= Self.patience {
          isPatient = false
          await report(.missing(seen: follower.tags))
        }
        let interval = pace.next(hasNews: follower.portionsRead > portions, directories: follower.directoryCount)
        group.addTask {
          try? await clock.sleep(for: interval)
          return .slept
        }
        wake = await group.next() ?? .exited
      }
      group.cancelAll()
    }
    return follower.tags
  }

  /// Reads what is new, portion by portion.
  private func look(
    _ follower: inout TrialFollower, isLast: Bool, _ report: (MetricReport) async -> Void
  ) async {
    follower.look(isLast: isLast)
    while !Task.isCancelled, let reports = follower.next() {
      for entry in reports { await report(entry) }
    }
  }
}
