// SPDX-License-Identifier: Apache-2.0
import AttuneJob

extension MetricSeries {
  /// As the job records it: the working directory itself is "".
  init(_ key: MetricSeriesKey, for wanted: String) {
    self.init(
      directory: key.place == "." ? "" : key.place, tag: key.tag,
      description: "'\(wanted)' is read \(Self.name(of: key, for: wanted))\(Self.place(of: key))")
  }

  private static func name(of key: MetricSeriesKey, for wanted: String) -> String {
    switch key.source {
    case .steps: "as the step of the last event "
    case .events, .hypertune, .tfruns: key.tag == wanted ? "" : "as '\(key.tag)' "
    }
  }

  private static func place(of key: MetricSeriesKey) -> String {
    switch key.source {
    case .events, .steps: key.place == "." ? "in ./" : "in \(key.place)/"
    case .hypertune: "in cloudml-hypertune's file"
    case .tfruns: "in \(key.place)"
    }
  }
}
