// SPDX-License-Identifier: Apache-2.0

/// What the points of a series have in common: everything in a `SummaryValue` but the number.
public struct ScannedSeries: Sendable, Hashable {
  public let tag: String
  /// The TensorBoard plugin that shows it, where the writer named one.
  public let plugin: String?
  public let kind: TagSummary.Kind

  /// Nil if the value is no number.
  init?(of value: SummaryValue) {
    guard value.scalar != nil else { return nil }
    kind = TagSummary.Kind(of: value)
    tag = value.tag
    plugin = value.plugin
  }

  /// The summary's value as the general decoder gives it.
  public func value(_ number: Double) -> SummaryValue {
    switch kind {
    case .simpleValue: SummaryValue(tag: tag, plugin: plugin, .simpleValue(number))
    case .tensor(let type): SummaryValue(tag: tag, plugin: plugin, .tensor(type, scalar: number))
    }
  }
}
