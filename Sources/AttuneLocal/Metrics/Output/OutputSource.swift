// SPDX-License-Identifier: Apache-2.0
package import AttuneJob
package import AttuneStudy

/// Reads a trial's metric from what its trainer prints, or from a file of lines that it writes.
package struct OutputSource: MetricSource {
  /// How long a trial may be without the metric before that is told.
  private static let patience = Duration.seconds(60)

  private let origin: MetricOrigin
  private let clock: any Clock<Duration>

  package init(_ origin: MetricOrigin, clock: any Clock<Duration> = ContinuousClock()) {
    self.origin = origin
    self.clock = clock
  }

  private enum Wake { case slept, exited }

  package func follow(
    _ objective: Objective, at place: TrialPlace, from positions: [Position],
    until exited: @escaping @Sendable () async -> Void,
    report: @Sendable (MetricReport) async -> Void
  ) async -> [String] {
    var follower = OutputFollower(origin, objective.tag, at: place, from: positions)
    await withTaskGroup(of: Wake.self) { group in
      group.addTask {
        await exited()
        return .exited
      }
      var pace = OutputPace()
      var wake = Wake.slept
      var isPatient = true
      while !Task.isCancelled {
        let portions = follower.portionsRead
        follower.look(isLast: wake == .exited)
        while !Task.isCancelled, let reports = follower.next() {
          for entry in reports { await report(entry) }
        }
        if wake == .exited { break }
        if isPatient, !follower.hasReadings, pace.waited >= Self.patience {
          isPatient = false
          await report(.missing(seen: follower.seen))
        }
        let interval = pace.next(hasNews: follower.portionsRead > portions)
        group.addTask {
          try? await clock.sleep(for: interval)
          return .slept
        }
        wake = await group.next() ?? .exited
      }
      group.cancelAll()
    }
    return follower.seen
  }
}
