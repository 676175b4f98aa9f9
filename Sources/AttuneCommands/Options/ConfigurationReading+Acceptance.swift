// SPDX-License-Identifier: Apache-2.0
import AttuneConfig

extension ConfigurationReading {
  /// The configuration, once everything about it has been said.
  ///
  /// - Throws: if it has errors; they have been said, too.
  func accepted() throws(AttuneExit) -> Configuration {
    for diagnostic in diagnostics { StandardError.say(diagnostic) }
    guard let configuration else { throw .badInput }
    return configuration
  }
}

extension StandardError {
  static func say(_ diagnostic: Diagnostic) { say(diagnostic.line) }
}

extension Diagnostic {
  /// As it is shown; what has no place in a file is told by Attune itself.
  package var line: String {
    let lines = description.split(separator: "\n", omittingEmptySubsequences: false)
      .map { PrintableText.escaped(String($0)) }.joined(separator: "\n")
    return location == nil ? "attune: \(lines)" : lines
  }
}
