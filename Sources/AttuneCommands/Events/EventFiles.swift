// SPDX-License-Identifier: Apache-2.0
package import AttuneEvents

/// Event files as they lie on the disk, read to the end.
package struct EventFiles: Sendable {
  package private(set) var catalogue = EventCatalogue()
  /// Files that can't be read, and damaged records; each a line for people.
  package private(set) var problems: [String] = []
  /// Something is lost; a record that is still being written is not.
  package private(set) var isDamaged = false

  /// - Throws: if there is no event file.
  package init(at path: String) throws(InputError) {
    let files = try EventFolder(path).files
    guard !files.isEmpty else { throw InputError("there is no event file (*tfevents*) below '\(path)'") }
    for file in files { read(file) }
  }

  private mutating func read(_ file: EventFolder.File) {
    catalogue.add(file: file.name, in: file.directory)
    var scanner = EventScanner()
    var damages: [RecordDamage] = []
    do throws(InputError) {
      var portions = try FilePortions(of: file.location)
      var offset = 0
      while let count = try portions.next(from: offset, feed: { scanner.feed($0) }) {
        offset += count
        guard take(from: &scanner, in: file.directory, &damages) else { break }
      }
    } catch {
      problems.append(error.description)
      isDamaged = true
      return
    }
    problems += damages.map { "\(file.location): \($0)" }
    isDamaged = isDamaged || !damages.isEmpty
    let isLost = damages.last.map { $0.end == nil } ?? false
    if scanner.pendingBytes > 0, !isLost {
      problems.append("\(file.location): the last record is not complete; its writer may still be at work")
    }
  }

  /// - Returns: whether more of the file can be understood.
  private mutating func take(
    from scanner: inout EventScanner, in directory: String, _ damages: inout [RecordDamage]
  ) -> Bool {
    while true {
      var points: [ScannedPoint] = []
      let outcome = scanner.next(into: &points)
      catalogue.add(points, of: scanner.series, in: directory)
      switch outcome {
      case .event(let event, _): catalogue.add(event, in: directory)
      case .damaged(let damage):
        // The same damage once more has its end.
        if damages.last?.offset == damage.offset { damages.removeLast() }
        damages.append(damage)
      case .needsMoreData: return true
      case .ended: return false
      }
    }
  }
}
