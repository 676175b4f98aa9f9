// SPDX-License-Identifier: Apache-2.0

/// A configuration and the file it came from, if any.
package struct FoundConfiguration: Sendable {
  /// As messages call the file; nil where there is none.
  package let name: String?
  /// Its real path.
  package let path: String?
  package let reading: ConfigurationReading

  init(name: String?, path: String?, reading: ConfigurationReading) {
    self.name = name
    self.path = path
    self.reading = reading
  }

  /// Nothing but a reason.
  init(_ severity: Diagnostic.Severity, _ message: String, hint: String?) {
    self.init(
      name: nil, path: nil,
      reading: ConfigurationReading(
        configuration: nil, diagnostics: [Diagnostic(severity, at: nil, message, hint: hint)]))
  }
}
