// SPDX-License-Identifier: Apache-2.0
import AttuneEvents

/// How good a candidate a series is for the wanted tag: less is better; equals are told apart by their latest event.
struct MetricPreference: Sendable, Hashable, Comparable {
  /// The ways in which a script may speak, in the order in which they count.
  private enum Means: Int {
    /// Event files that hold the tag itself.
    case exactTag
    /// cloudml-hypertune's file.
    case hypertune
    /// Event files that hold the tag in another spelling.
    case alias
    /// The number of the last step, where that is what is asked for.
    case steps
    /// `tfruns.d/metrics.json`.
    case tfruns
  }

  private let means: Int
  private let order: Int

  private init(_ means: Means, _ order: Int) {
    self.means = means.rawValue
    self.order = order
  }

  static func < (a: MetricPreference, b: MetricPreference) -> Bool { (a.means, a.order) < (b.means, b.order) }

  /// Nil for a series that is not meant.
  init?(of series: MetricSeriesKey, for wanted: TagResolution) {
    switch series.source {
    case .events:
      guard let rank = wanted.rank(of: WrittenSeries(directory: series.place, tag: series.tag, at: 0)) else {
        return nil
      }
      self.init(rank.isExact ? .exactTag : .alias, rank.order)
    case .hypertune:
      guard series.tag == wanted.wanted || series.tag == TagResolution.defaultTag else { return nil }
      self.init(.hypertune, series.tag == wanted.wanted ? 0 : 1)
    case .steps:
      guard wanted.wanted == MetricSeriesKey.stepTag else { return nil }
      let rank = wanted.rank(of: WrittenSeries(directory: series.place, tag: wanted.wanted, at: 0))
      self.init(.steps, rank?.order ?? 0)
    case .tfruns:
      // A column is meant by its own name or the other spelling of it.
      let rank = wanted.rank(of: WrittenSeries(directory: ".", tag: series.tag, at: 0))
      guard let rank, rank.rule == .exact else { return nil }
      self.init(.tfruns, rank.order)
    }
  }
}

extension TagMatch.Rank {
  /// Found under the name that was asked for.
  fileprivate var isExact: Bool {
    switch rule {
    case .exact, .runAndTag, .defaultSuffix: !isRespelled
    case .validationEpoch, .validation, .sharedValidation, .trainEpoch, .sharedEpoch: false
    }
  }

  /// As ranks compare.
  fileprivate var order: Int {
    (isRespelled ? 1_000 : 0) + 2 * rule.rawValue + (isPreferredPlace ? 0 : 1)
  }
}
