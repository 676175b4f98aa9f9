// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import Foundation
import Testing

/// A directory of `Tests/Fixtures/events`: what one real writer wrote, and how TensorBoard reads it.
struct Fixture: CustomTestStringConvertible {
  let name: String

  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/events")

  static let all = [
    "keras1_standalone", "keras1_tfkeras_v1", "keras3_tb", "r_keras225_tf115", "r_tfestimators",
    "tensorboardx", "tf115_filewriter", "tf2_summary", "torch_tb",
  ].map(Fixture.init(name:))

  var testDescription: String { name }
  var url: URL { Self.root.appending(path: name) }

  /// (directory, file name, bytes), directories and files in name order.
  func files() throws -> [(directory: String, name: String, bytes: [UInt8])] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: url.path).filter {
      ($0 as NSString).lastPathComponent.contains("tfevents")
    }
    return try paths.sorted().map { path in
      let directory = (path as NSString).deletingLastPathComponent
      return (
        directory.isEmpty ? "." : directory, (path as NSString).lastPathComponent,
        [UInt8](try Data(contentsOf: url.appending(path: path)))
      )
    }
  }

  func catalogue() throws -> EventCatalogue {
    var catalogue = EventCatalogue()
    for file in try files() {
      catalogue.add(file: file.name, in: file.directory)
      for event in try events(of: file.bytes) { catalogue.add(event, in: file.directory) }
    }
    return catalogue
  }

  /// The scalar series, as a follower lists them.
  func series() throws -> [WrittenSeries] {
    try catalogue().directories.flatMap { directory, summary in
      summary.tags.compactMap { tag, summary in
        let times = summary.points.filter { $0.value != nil }.map(\.wallTime)
        guard let first = times.first else { return nil }
        return times.dropFirst().reduce(into: WrittenSeries(directory: directory, tag: tag, at: first)) {
          $0.addEvent(at: $1)
        }
      }
    }
  }

  func expected() throws -> [String: Expected] {
    try JSONDecoder().decode([String: Expected].self, from: Data(contentsOf: url.appending(path: "expected.json")))
  }
}

func events(of bytes: [UInt8]) throws -> [Event] {
  try ScriptedBytes(bytes).outcomes().compactMap {
    guard case .record(let record) = $0 else { return nil }
    return try Event(decoding: record.payload.span)
  }
}
