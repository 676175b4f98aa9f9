// SPDX-License-Identifier: Apache-2.0
import AttuneJob

/// What `attune doctor` prints.
package struct DoctorReport: Sendable {
  private let findings: [Finding]

  package init(findings: [Finding]) { self.findings = findings }

  package var isBroken: Bool { findings.contains { $0.state == .broken } }

  package func rendered(as format: OutputFormat) -> String {
    let rows = findings.map { [$0.state.rawValue, $0.subject, $0.details] }
    let table = Table([.init("state", .left), .init("subject", .left), .init("details", .left)], rows: rows)
    return table.rendered(as: format, json: .array(findings.map(\.json)))
  }
}

extension Finding {
  fileprivate var json: JSONValue {
    .object(["state": .string(state.rawValue), "subject": .string(subject), "details": .string(details)])
  }
}
