// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy
import GRDB

/// Reading on behind damage: a scan ends at the first page that makes no sense, a look-up only needs its own.
extension JournalTables {
  func salvage() throws -> SalvagedTrials {
    guard let last = lastTrial else {
      throw JobStoreError(.unreadable, "\(path) is damaged: not even its trials can be counted; it is left as it is")
    }
    var records: [TrialRecord] = [], curves: [Trial.ID: [Trial.Measurement]] = [:]
    var lost: [Int] = [], reason = ""
    for number in 1...max(1, last) {
      do {
        if let record = try trial(number) { records.append(record) }
        let curve = try measurements(of: number)
        if !curve.isEmpty { curves[Trial.ID(number)] = curve }
      } catch {
        lost.append(number)
        reason = JobStoreError(error, when: "read trial \(number)").description
      }
    }
    return SalvagedTrials(
      records: records, measurements: curves, damage: lost.isEmpty ? nil : damage(lost, reason))
  }

  private func damage(_ lost: [Int], _ reason: String) -> String {
    let shown = lost.prefix(5).map { "\($0)" }.joined(separator: ", ")
    let more = lost.count > 5 ? " and \(lost.count - 5) more" : ""
    return "\(path) is damaged: of \(lost.count == 1 ? "trial" : "trials") \(shown)\(more) not all can be read "
      + "(\(reason)); 'attune collect' still fetches their files"
  }

  /// From whatever can still tell.
  private var lastTrial: Int? {
    let places = ["trial", "journal", "measurement"]
    for place in places {
      if let last = try? Int.fetchOne(db, sql: "SELECT MAX(trial) FROM \(place)") { return last }
    }
    return try? storedSpec().spec.limits.maxTrials
  }
}
