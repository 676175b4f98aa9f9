// SPDX-License-Identifier: Apache-2.0

internal import AttuneStudy
internal import Synchronization

/// Remembers the last few fits by the data that they were made from, so that suggestions between two fits are cheap.
///
/// A fit is a function of its data, so what is remembered is what would be found again: a suggestion does not
/// depend on what was asked before.
final class HyperparameterMemo: Sendable {
  private static let capacity = 8
  private let entries = Mutex<[(key: UInt64, value: Hyperparameters)]>([])

  func value(for key: UInt64, or fit: () -> Hyperparameters) -> Hyperparameters {
    if let known = entries.withLock({ $0.first { $0.key == key }?.value }) { return known }
    let value = fit()
    entries.withLock { entries in
      entries.append((key, value))
      if entries.count > Self.capacity { entries.removeFirst() }
    }
    return value
  }

  /// A word in which different data nearly always differ.
  static func key(_ table: FeatureTable, _ values: [Double], _ kind: Lesson.Kind) -> UInt64 {
    var word = SplitMix64.mix(kind.rawValue << 60 ^ UInt64(table.count) << 32 ^ UInt64(table.dimension))
    for row in 0..<table.count {
      word = SplitMix64.mix(word ^ values[row].bitPattern)
      for feature in 0..<table.dimension { word = SplitMix64.mix(word ^ table[row, feature].bitPattern) }
    }
    return word
  }
}
