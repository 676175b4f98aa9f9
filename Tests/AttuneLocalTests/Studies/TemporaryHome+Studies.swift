// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal
import AttuneStudy
import AttuneTesting
import GRDB

extension TemporaryHome {
  /// Writes a long life into a study that nobody has open: each trial suggested, measured and completed.
  func fill(_ name: StudyName, trials: Int) throws {
    let path = "\(home.studies)/\(name.place.project)/\(name.place.location)/\(name.study).sqlite"
    guard case .suggested(let sample) = StudySample.entries[1].event else { return }
    try DatabaseQueue(path: path).write { db in
      for number in 1...trials {
        let final = StudyMeasurement(step: 10, elapsed: number, value: Double(number % 97))
        let events: [StudyEvent] = [
          .suggested(
            .init(client: "c", count: 1, pending: [], new: [sample.new[number % 2]], isExhausted: false)),
          .measured(number, final), .completed(number, .measured(final)),
        ]
        for event in events {
          let entry = StudyEntry(time: Timestamp(milliseconds: 1), event: event)
          try db.execute(sql: "INSERT INTO journal (entry) VALUES (?)", arguments: [StudyCoding.text(of: entry)])
        }
      }
    }
  }
}
