// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import AttuneJob

extension TrialFollower {
  /// Settles which series is read, once all that is there has been seen; nil where that changes nothing.
  mutating func choose(isLast: Bool) -> [MetricReport]? {
    let earlier = earlier
    self.earlier = EarlierLife([])
    if chosen == nil, let match = earlier.match(for: seen.resolution) {
      chosen = ChosenSeries(match)
      rewind(match.directory, again: false)
      return []
    }
    guard let best = seen.best, isBetter(best, isLast: isLast) else { return nil }
    let series = ChosenSeries(best.match)
    chosen = series
    rewind(best.match.directory, again: true)
    return [.series(series.series)]
  }

  /// A better match replaces the series at once. Among equals the one with the latest event is meant: that is
  /// settled when the trainer is gone, or when one begins after the other has ended, so that two
  /// directories that are written by turns do not replace each other all the time.
  private func isBetter(_ best: (match: TagMatch, series: WrittenSeries), isLast: Bool) -> Bool {
    guard let held = chosen?.match, let series = seen[held] else { return true }
    if best.match.rank != held.rank { return best.match.rank < held.rank }
    guard best.match != held else { return false }
    return isLast ? best.series.latestTime > series.latestTime : best.series.firstTime > series.latestTime
  }
}
