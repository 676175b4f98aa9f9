// SPDX-License-Identifier: Apache-2.0
package import AttuneJob
package import AttuneLocal
package import AttuneStudy

extension TrialTable {
  /// Ends the command with 2, once what can be read has been shown.
  func reportDamage() throws {
    guard let damage else { return }
    StandardError.say("attune: error: \(PrintableText.escaped(damage))")
    throw AttuneExit.badInput
  }

  /// The article's table; JSON is the service's objects.
  package func rendered(
    as format: OutputFormat, measurements: [Trial.ID: [Trial.Measurement]] = [:],
    memory: [Trial.ID: TrialMemory] = [:], width: Int? = nil
  ) -> String {
    let columns = columns.map { Table.Column($0, $0 == "reason" || $0 == "state" ? .left : .right) }
    return Table(columns, rows: rows).rendered(
      as: format, width: width, json: .array(output(measurements, memory: memory)))
  }
}
