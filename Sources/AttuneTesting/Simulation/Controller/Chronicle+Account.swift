// SPDX-License-Identifier: Apache-2.0
import AttuneJob

extension Chronicle {
  /// What happened, a line each: the time in milliseconds, the life, and the occurrence; for whoever looks for the
  /// reason of a violation.
  public var account: String { lines.map { "\($0)\n" }.joined() }
}

extension Chronicle.Line: CustomStringConvertible {
  public var description: String { "\(milliseconds) [\(life)] \(words)" }

  private var words: String {
    switch occurrence {
    case .recorded(let entries): "recorded " + entries.map(JournalCoding.text).joined(separator: " ")
    case .told(let entries, let history): "told of \(entries.count) entries, \(history.summary.state.rawValue)"
    default: "\(occurrence)"
    }
  }
}
