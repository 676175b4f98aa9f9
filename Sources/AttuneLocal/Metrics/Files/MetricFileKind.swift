// SPDX-License-Identifier: Apache-2.0
import AttuneEvents

/// The kinds of files in which a script may write its metric.
enum MetricFileKind: Sendable, Hashable {
  /// TensorBoard's: it only grows.
  case events
  /// `CLOUD_ML_HP_METRIC_FILE`, rewritten by cloudml-hypertune at each report.
  case hypertune
  /// `tfruns.d/metrics.json`, rewritten by R's Keras after each epoch.
  case tfruns

  static let hypertuneName = RelativePath("output.metrics")
  private static let tfrunsFolder = "tfruns.d"
  private static let tfrunsName = "metrics.json"

  /// What a file below one of a trial's directories is; nil if it is none of them.
  init?(of name: RelativePath, in directory: RelativePath) {
    if Self.isEventFile(name) {
      self = .events
    } else if name.text == Self.tfrunsName, directory.name.elementsEqual(Self.tfrunsFolder.utf8) {
      self = .tfruns
    } else {
      return nil
    }
  }

  static func isEventFile(_ name: RelativePath) -> Bool { EventFile.isNamed(name.text) }

  /// Whether a file of this name can be of any kind.
  static func mayBeMeant(_ name: RelativePath) -> Bool {
    isEventFile(name) || name == hypertuneName || name.text == tfrunsName
  }
}
