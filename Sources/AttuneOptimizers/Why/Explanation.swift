// SPDX-License-Identifier: Apache-2.0

package import AttuneStudy

/// Why a model-based optimizer suggests something: as data, and as one sentence for people.
///
/// `local step within 20 % of each range: expects 0.913 (0.902 to 0.921), an improvement of 0.004 on average;
/// learning-rate and units matter most`
package struct Explanation: Sendable, Hashable {
  package let phase: Phase
  /// Nil where no model took part.
  package let forecast: Forecast?
  /// The parameters', in the search space's order, as the forecast's importance.
  package let names: [String]

  package init(phase: Phase, forecast: Forecast?, names: [String]) {
    self.phase = phase
    self.forecast = forecast
    self.names = names
  }

  package func origin(completionsSeen: Int) -> Origin {
    Origin(phase: phase.word, text: sentence, completionsSeen: completionsSeen, forecast: forecast)
  }

  package var sentence: String {
    guard let forecast else { return phase.words }
    let matters = Self.list(forecast.outstanding(among: names))
    return "\(phase.words): \(forecast.expectation)" + (matters.isEmpty ? "" : "; \(matters)")
  }

  private static func list(_ names: [String]) -> String {
    switch names.count {
    case 0: ""
    case 1: "\(names[0]) matters most"
    default: "\(names.dropLast().joined(separator: ", ")) and \(names[names.count - 1]) matter most"
    }
  }
}

extension Forecast {
  private var estimate: Estimate { Estimate(median: median, interval: interval) }

  /// `expects 0.913 (0.902 to 0.921), an improvement of 0.004 on average`.
  fileprivate var expectation: String { "expects \(estimate.text), \(improvement)" }

  /// Less than a thousandth of the interval is not worth a number.
  private var improvement: String {
    expectedImprovement > 0 && expectedImprovement >= estimate.width * 0.001
      ? "an improvement of \(expectedImprovement.shortText(digits: 2)) on average" : "hardly an improvement"
  }

  /// Up to three parameters that matter at least half as much as the first; none where all matter alike.
  fileprivate func outstanding(among names: [String]) -> [String] {
    guard names.count == importance.count, let greatest = importance.max(), greatest > 0 else { return [] }
    let order = names.indices.sorted {
      importance[$0] == importance[$1] ? $0 < $1 : importance[$0] > importance[$1]
    }
    let leading = order.filter { importance[$0] >= greatest / 2 }
    return leading.count == names.count ? [] : leading.prefix(3).map { names[$0] }
  }
}
