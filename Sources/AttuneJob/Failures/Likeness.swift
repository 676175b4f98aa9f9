// SPDX-License-Identifier: Apache-2.0
import AttuneStudy

extension Trial.Failure {
  /// Equal for failures that are alike: the same kind of end, and the same last words but for their numbers, which are
  /// a trial's own values, addresses and paths as often as not.
  var likeness: String {
    let words = tail.split(separator: "\n").last.map(String.init) ?? ""
    return "\(kind) \(diagnosis?.cause.rawValue ?? "") \(words.withoutNumbers)"
  }
}

extension String {
  /// Each word with a digit in it is a `#`.
  fileprivate var withoutNumbers: String {
    split(separator: " ").map { $0.contains(where: \.isNumber) ? "#" : $0 }.joined(separator: " ")
  }
}
