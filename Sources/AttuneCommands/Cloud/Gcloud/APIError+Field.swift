// SPDX-License-Identifier: Apache-2.0
import AttuneConfig
import AttuneServer

extension APIError {
  /// One field is the reason: `Field: job.job_id Error: A job with this id already exists.`
  init(_ status: Status, field: String, _ description: String) {
    self.init(
      status, "Field: \(field) Error: \(description)",
      violations: [FieldViolation(field: field, description: description)])
  }

  /// Every mistake of a configuration file, each where it stands.
  init(_ mistakes: [Diagnostic]) {
    self.init(
      violations: mistakes.map { mistake in
        FieldViolation(
          field: mistake.location.map { "\($0)" } ?? "job",
          description: [mistake.message, mistake.hint].compactMap { $0 }.joined(separator: "; "))
      })
  }
}
