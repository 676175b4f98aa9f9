// SPDX-License-Identifier: Apache-2.0
package import AttuneJob
package import AttuneStudy

/// Reads a trial's metric from what its trainer writes: event files, cloudml-hypertune's file, `metrics.json`.
///
/// Changes are told by the kernel; besides, everything is looked at from time to time.
package struct EventFileSource: MetricSource {
  /// How long a trial may be without the tag before that is told.
  static let patience = Duration.seconds(60)

  private let clock: any Clock<Duration>
  /// Nil to poll alone.
  private let watcher: DirectoryWatcher?
  private let tables = ProcessTables()

  /// - Parameters:
  ///   - watches: how many directories are watched at most; the others are polled.
  ///   - rest: changes within this time after others are told together.
  package init(
    clock: any Clock<Duration> = ContinuousClock(), watches: Int = .max, rest: Duration = .milliseconds(20)
  ) {
    self.clock = clock
    watcher = watches > 0 ? DirectoryWatcher(limit: watches, rest: rest) : nil
  }

  private enum Wake { case changed, slept, exited }

  package func follow(
    _ objective: Objective, at place: TrialPlace, from positions: [Position],
    until exited: @escaping @Sendable () async -> Void,
    report: @Sendable (MetricReport) async -> Void
  ) async -> [String] {
    let (wakes, wake) = AsyncStream<Wake>.makeStream()
    let subscription = watcher?.subscribe { wake.yield(.changed) }
    var follower = TrialFollower(of: objective.tag, at: place, from: positions, watching: subscription)
    var schedule = FollowSchedule(hasProcesses: follower.hasProcesses)
    var isPatient = true
    await withDiscardingTaskGroup { group in
      group.addTask {
        await exited()
        wake.yield(.exited)
      }
      func sleep(_ time: Duration) {
        group.addTask {
          try? await clock.sleep(for: time)
          wake.yield(.slept)
        }
      }
      await look(&follower, &schedule, report)
      var wait = schedule.wait
      sleep(wait)
      for await next in wakes {
        switch next {
        case .changed:
          follower.look(at: subscription?.takeChanges() ?? FileChanges())
          await drain(&follower, report)
        case .slept:
          schedule.pass(wait)
          if schedule.areProcessesDue { schedule.planProcesses(hasNews: follower.look(at: tables.table())) }
          if schedule.areFilesDue { await look(&follower, &schedule, report) } else { await drain(&follower, report) }
          if isPatient, !follower.hasSeries, schedule.waited >= Self.patience {
            isPatient = false
            await report(.missing(seen: follower.tags))
          }
          wait = schedule.wait
          sleep(wait)
        case .exited:
          follower.look(isLast: true)
          await drain(&follower, report)
          return group.cancelAll()
        }
      }
    }
    return follower.tags
  }

  /// Looks at everything.
  private func look(
    _ follower: inout TrialFollower, _ schedule: inout FollowSchedule, _ report: (MetricReport) async -> Void
  ) async {
    follower.look(isLast: false)
    await drain(&follower, report)
    schedule.planFiles(
      hasNews: follower.hasUntoldNews, hears: follower.hears, directories: follower.directoryCount)
  }

  /// Reads what is new, portion by portion.
  private func drain(_ follower: inout TrialFollower, _ report: (MetricReport) async -> Void) async {
    while !Task.isCancelled, let reports = follower.next() {
      for entry in reports { await report(entry) }
    }
  }
}
