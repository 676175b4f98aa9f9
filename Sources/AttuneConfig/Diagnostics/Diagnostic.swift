// SPDX-License-Identifier: Apache-2.0

/// What is wrong with what the user wrote, where, and how to repair it.
package struct Diagnostic: Error, Sendable, Hashable {
  package enum Severity: String, Sendable, Hashable {
    /// Nothing is started.
    case error
    /// The job runs, perhaps not as meant.
    case warning
    /// Worth knowing; nothing is wrong.
    case notice
  }

  package enum Location: Sendable, Hashable {
    case file(String)
    /// Line and column count from 1, columns in Unicode scalars.
    case position(file: String, line: Int, column: Int)
    /// A field of a job that came as JSON: `job.training_input.hyperparameters.goal`.
    case field(String)
  }

  package let severity: Severity
  /// Nil for what was said on the command line.
  package let location: Location?
  package let message: String
  package let hint: String?

  package init(_ severity: Severity, at location: Location?, _ message: String, hint: String? = nil) {
    self.severity = severity
    self.location = location
    self.message = message
    self.hint = hint
  }
}

extension Diagnostic: CustomStringConvertible {
  /// `file:line:column: severity: message`, the hint indented below; no newline at the end.
  package var description: String {
    let place = location.map { "\($0): " } ?? ""
    let repair = hint.map { "\n  \($0)" } ?? ""
    return "\(place)\(severity.rawValue): \(message)\(repair)"
  }
}

extension Diagnostic.Location: CustomStringConvertible {
  package var description: String {
    switch self {
    case .file(let file): file
    case .position(let file, let line, let column): "\(file):\(line):\(column)"
    case .field(let path): path
    }
  }

  /// Nil for a whole file.
  package var line: Int? {
    if case .position(_, let line, _) = self { line } else { nil }
  }

  var order: (line: Int, column: Int) {
    if case .position(_, let line, let column) = self { (line, column) } else { (0, 0) }
  }
}
