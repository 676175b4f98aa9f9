// SPDX-License-Identifier: Apache-2.0

/// How the same metric is spelled by different generations of writers.
enum TagSpelling {
  private static let pairs = [
    ("acc", "accuracy"), ("mse", "mean_squared_error"), ("mae", "mean_absolute_error"),
    ("lr", "learning_rate"),
  ]
  private static let prefixes = ["epoch_val_", "epoch_", "val_"]

  /// The tag with `acc` for `accuracy` and so on, or the other way round; nil where there is no pair.
  static func other(of tag: String) -> String? {
    let (scope, prefix, base) = parts(of: tag)
    for (short, long) in pairs {
      if base == short { return scope + prefix + long }
      if base == long { return scope + prefix + short }
    }
    return nil
  }

  /// What a `val_…` or `epoch_val_…` tag validates: `acc` of `val_acc`; nil for other tags.
  static func validated(by tag: String) -> String? {
    for prefix in ["epoch_val_", "val_"] where tag.hasPrefix(prefix) && tag.utf8.count > prefix.utf8.count {
      return String(tag.dropFirst(prefix.count))
    }
    return nil
  }

  /// The metric by its short name, in lower case, without scope and prefix.
  static func metric(of tag: String) -> String {
    let base = parts(of: tag).base.lowercased()
    return pairs.first { $0.1 == base }?.0 ?? base
  }

  /// Every way to write a metric that `metric(of:)` has shortened.
  static func spellings(of metric: String) -> [String] {
    [metric] + pairs.filter { $0.0 == metric }.map(\.1)
  }

  /// `eval/` + `epoch_val_` + `acc`.
  static func parts(of tag: String) -> (scope: String, prefix: String, base: String) {
    let name = tag.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    let scope = String(tag.dropLast(name.count))
    let prefix = prefixes.first { name.hasPrefix($0) && name.count > $0.count } ?? ""
    return (scope, prefix, String(name.dropFirst(prefix.count)))
  }
}
