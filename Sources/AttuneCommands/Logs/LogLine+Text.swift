// SPDX-License-Identifier: Apache-2.0
package import AttuneJob
import AttuneLocal

extension LogLine {
  package enum Style: Sendable {
    case raw
    case timed(namesTrial: Bool)
  }

  /// With a newline at the end.
  package func text(_ style: Style) -> String {
    switch style {
    case .raw: text + "\n"
    case .timed(let namesTrial): "\(time.rfc3339)\(origin(namesTrial: namesTrial)) \(TerminalText.plain(text))\n"
    }
  }

  /// ` [3 stderr]`, ` [3]`, ` [stderr]` or nothing.
  private func origin(namesTrial: Bool) -> String {
    let words = [namesTrial ? "\(trial)" : nil, stream == .stderr ? "stderr" : nil].compactMap { $0 }
    return words.isEmpty ? "" : " [\(words.joined(separator: " "))]"
  }
}
