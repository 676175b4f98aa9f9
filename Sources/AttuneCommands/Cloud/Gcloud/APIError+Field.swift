// SPDX-License-Identifier: Apache-2.0
import AttuneServer

extension APIError {
  /// One field is the reason: `Field: job.job_id Error: A job with this id already exists.`
  init(_ status: Status, field: String, _ description: String) {
    self.init(
      status, "Field: \(field) Error: \(description)",
      violations: [FieldViolation(field: field, description: description)])
  }
}
