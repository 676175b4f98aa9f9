// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import AttuneJob

extension TrialFollower {
  /// Settles which series is read, once all that is there has been seen; nil where that changes nothing.
  mutating func choose() -> [MetricReport]? {
    let earlier = earlier
    self.earlier = EarlierLife([])
    dropMoved()
    if chosen == nil, let key = earlier.match(for: seen.resolution) {
      chosen = ChosenSeries(key)
      rewind(key, again: false)
      return []
    }
    guard let best = seen.best, isBetter(best) else { return nil }
    chosen = ChosenSeries(best.key)
    rewind(best.key, again: true)
    return [.series(MetricSeries(best.key, for: seen.resolution.wanted))]
  }

  /// A series is read again once it is chosen. Where its file was moved meanwhile, it is read where that is now.
  private mutating func dropMoved() {
    guard let chosen, let held = seen[chosen.key], chosen.latestTime < held.latestTime,
      files.contains(where: { isChosen($0) && $0.isGone }), seen.hasOther(than: chosen.key, after: chosen.latestTime)
    else { return }
    seen.forget(chosen.key)
    self.chosen = nil
  }

  /// Tells once that others are meant as much as the series that is read; nil where that is no news.
  mutating func tellEquals() -> [MetricReport]? {
    guard let key = chosen?.key, toldEqualsOf != key else { return nil }
    let others = seen.equals(of: key)
    guard !others.isEmpty else { return nil }
    toldEqualsOf = key
    let places = others.prefix(3).map { "\($0.place)/" }.joined(separator: ", ")
    let more = others.count > 3 ? " and \(others.count - 3) more" : ""
    let choices = ([key] + others).filter { $0.place != "." }.prefix(2).map { "'\($0.place)/\($0.tag)'" }
    let text = """
      '\(key.tag)' stands in \(places)\(more) as well: the one with the latest event counts in the end; \
      to choose, name \(choices.joined(separator: " or "))
      """
    return [.notice(text)]
  }

  /// A better match replaces the series at once. Among equals the one with the latest event is meant: that is
  /// settled when the trainer is gone, or when one begins after the other has ended, so that two
  /// directories that are written by turns do not replace each other all the time.
  private func isBetter(_ best: MetricCandidate) -> Bool {
    guard let key = chosen?.key, let held = seen[key] else { return true }
    if best.preference != held.preference { return best.preference < held.preference }
    guard best.key != held.key else { return false }
    return isLast ? best.latestTime > held.latestTime : best.firstTime > held.latestTime
  }
}
