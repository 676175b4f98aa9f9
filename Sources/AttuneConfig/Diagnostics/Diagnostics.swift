// SPDX-License-Identifier: Apache-2.0

/// Collects every mistake of a file, so that all are shown at once.
struct Diagnostics {
  private(set) var all: [Diagnostic] = []
  /// What is being read, such as a parameter; put before each hint.
  var subject: String?

  var hasErrors: Bool { all.contains { $0.severity == .error } }

  mutating func add(
    _ severity: Diagnostic.Severity, at location: Diagnostic.Location?, _ message: String,
    hint: String? = nil
  ) {
    let parts = [subject, hint].compactMap { $0 }
    let joined = parts.isEmpty ? nil : parts.joined(separator: "; ")
    all.append(Diagnostic(severity, at: location, message, hint: joined))
  }

  mutating func error(_ message: String, at location: Diagnostic.Location?, hint: String? = nil) {
    add(.error, at: location, message, hint: hint)
  }

  mutating func append(_ diagnostics: [Diagnostic]) { all += diagnostics }

  /// In the order of the file; what has no line comes first, in the order of finding.
  var inOrderOfFile: [Diagnostic] {
    all.enumerated().sorted { a, b in
      let (x, y) = (a.element.location?.order ?? (0, 0), b.element.location?.order ?? (0, 0))
      return x == y ? a.offset < b.offset : x < y
    }.map(\.element)
  }
}
