// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy

/// A job that has run as long as it may is told so, and not before.
struct TimeLaw {
  /// Between the moment and its record.
  private static let slack = 2_000

  private var isOut: Set<JobLimits.TimeBound> = []
  private var running = 0
  private var latest: (life: Int, time: Int)?

  func isOut(_ bound: JobLimits.TimeBound) -> Bool { isOut.contains(bound) }

  /// Between two lives nobody runs the job.
  mutating func take(_ entry: JournalEntry, from life: Int) {
    let now = Int(entry.time.milliseconds)
    if let latest, latest.life == life { running += max(0, now - latest.time) }
    latest = (life, now)
    switch entry.event {
    case .opened: isOut.remove(.maxRunningTime)
    case .commanded(.amend): isOut = []
    case .timeUp(let bound): isOut.insert(bound)
    default: break
    }
  }

  /// To be asked when entries have just been recorded, and nothing kept them from being recorded in time.
  func check(_ limits: JobLimits) -> [String] {
    JobLimits.TimeBound.allCases.compactMap { bound in
      guard let limit = limits[bound].map({ Int($0 / .milliseconds(1)) }) else {
        return nil
      }
      if isOut.contains(bound) { return running < limit ? "\(bound) is up after \(running) of \(limit) ms" : nil }
      return running > limit + Self.slack ? "the job runs for \(running) ms where \(bound) is \(limit)" : nil
    }
  }
}
