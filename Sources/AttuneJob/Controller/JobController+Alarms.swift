// SPDX-License-Identifier: Apache-2.0

/// Limits of a job's running time. What earlier lives used up is in the journal; this life measures its own by its clock.
extension JobController {
  struct Alarm: Sendable, Hashable {
    let bound: JobLimits.TimeBound
    /// An alarm counts only while the job has this limit.
    let limit: Duration
  }

  /// The limits that time has not run up against yet. None before the job is open or after its end.
  func alarms(for history: JobHistory) -> [Alarm] {
    guard history.startTime != nil, history.machine.outcome == nil else { return [] }
    return JobLimits.TimeBound.allCases.compactMap { bound in
      guard !history.machine.timesUp.contains(bound), let limit = history.machine.limits[bound] else { return nil }
      return Alarm(bound: bound, limit: limit)
    }
  }

  /// Posts the alarm when it is due. To be called when an entry has just been recorded.
  func wait(for alarm: Alarm, after runningTime: Duration) async {
    guard (try? await dependencies.clock.sleep(for: alarm.limit - runningTime)) != nil else { return }
    inbox.post(.alarm(alarm))
  }
}
