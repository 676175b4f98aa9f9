// SPDX-License-Identifier: Apache-2.0
package import AttuneConfig

extension APIError {
  /// Every mistake of a job's configuration, each with the field or the place in its file where it stands.
  package init(_ mistakes: [Diagnostic]) {
    self.init(
      violations: mistakes.map { mistake in
        FieldViolation(
          field: mistake.location.map { "\($0)" } ?? "job",
          description: [mistake.message, mistake.hint].compactMap { $0 }.joined(separator: "; "))
      })
  }
}
