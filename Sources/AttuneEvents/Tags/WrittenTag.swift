// SPDX-License-Identifier: Apache-2.0

/// A tag and the directory it stands in, as the rules look at them.
struct WrittenTag {
  let tag: String
  let directory: String
  let lastComponent: Substring

  init(_ series: WrittenSeries) {
    tag = series.tag
    directory = series.directory
    lastComponent = series.directory.split(separator: "/").last ?? ""
  }

  /// Estimators write `eval` or `eval_<name>`, Keras `validation`.
  var isInEvaluation: Bool {
    lastComponent.hasPrefix("eval") || lastComponent == "validation" || lastComponent == "test"
  }

  /// Which of several directories with this tag to prefer: in the old layout of one directory `epoch_acc`
  /// was the training value (and `epoch_val_acc` the other), elsewhere evaluation beats training.
  var usualPlace: TagMatch.Rule.Place {
    TagMatch.Rule.Place(isPreferred: tag.hasPrefix("epoch_") ? lastComponent == "train" : isInEvaluation)
  }

  /// `name` is this tag behind its run; a run is shown from any directory above it.
  func isShown(as name: String) -> Bool {
    guard name.utf8.count > tag.utf8.count + 1, name.hasSuffix("/" + tag) else { return false }
    let full = directory + "/" + tag
    return full == name || full.hasSuffix("/" + name)
  }
}
