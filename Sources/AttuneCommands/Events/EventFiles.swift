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
    var reader = RecordReader()
    do throws(InputError) {
      try FilePortions.each(of: path) { bytes in
        reader.feed(bytes)
        return take(from: &reader, of: path, in: directory)
      }
      if reader.pendingBytes > 0 {
        problems.append("\(path): the last record is not complete; its writer may still be at work")
      }
    } catch {
      problems.append(error.description)
    }
  }

  /// - Returns: whether more of the file can be understood.
  private mutating func take(from reader: inout RecordReader, of path: String, in directory: String) -> Bool {
    while true {
      switch reader.next() {
      case .record(let record):
        if let event = try? Event(decoding: record.payload.span) {
          catalogue.add(event, in: directory)
        } else {
          problems.append("\(path): \(RecordDamage(.notAnEvent, at: record.offset))")
        }
      case .damaged(let damage): problems.append("\(path): \(damage)")
      case .needsMoreData: return true
      case .ended: return false
      }
    }
  }
}
