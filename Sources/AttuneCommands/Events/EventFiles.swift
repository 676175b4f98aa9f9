// SPDX-License-Identifier: Apache-2.0
package import AttuneEvents
import FoundationEssentials

/// Event files as they lie on the disk, read to the end.
package struct EventFiles: Sendable {
  package private(set) var catalogue = EventCatalogue()
  /// Files that can't be read, and damaged records; each a line for people.
  package private(set) var problems: [String] = []

  /// - Throws: if there is no event file.
  package init(at path: String) throws(InputError) {
    var isDirectory = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw InputError("there is nothing at '\(path)'; name an event file, or a folder with event files")
    }
    guard isDirectory else {
      read(path, name: path.split(separator: "/").last.map(String.init) ?? path, in: ".")
      return
    }
    let files = Self.eventFiles(below: path)
    guard !files.isEmpty else { throw InputError("there is no event file (*tfevents*) below '\(path)'") }
    for file in files { read("\(path)/\(file.path)", name: file.name, in: file.directory) }
  }

  private struct File {
    let directory: String
    let name: String

    init(path: String) {
      let slash = path.lastIndex(of: "/")
      directory = slash.map { String(path[..<$0]) } ?? "."
      name = String(slash.map { path[path.index(after: $0)...] } ?? path[...])
    }

    var path: String { directory == "." ? name : "\(directory)/\(name)" }
  }

  /// By directory, then name.
  private static func eventFiles(below root: String) -> [File] {
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: root)) ?? []
    return paths.map(File.init(path:)).filter { $0.name.contains("tfevents") }
      .sorted { ($0.directory, $0.name) < ($1.directory, $1.name) }
  }

  private mutating func read(_ path: String, name: String, in directory: String) {
    catalogue.add(file: name, in: directory)
    var scanner = EventScanner()
    var damages: [RecordDamage] = []
    do throws(InputError) {
      try FilePortions.each(of: path) { bytes in
        scanner.feed(bytes)
        return take(from: &scanner, in: directory, &damages)
      }
    } catch {
      problems.append(error.description)
      return
    }
    problems += damages.map { "\(path): \($0)" }
    let isLost = damages.last.map { $0.end == nil } ?? false
    if scanner.pendingBytes > 0, !isLost {
      problems.append("\(path): the last record is not complete; its writer may still be at work")
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
