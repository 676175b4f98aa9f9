// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import Foundation

/// What a reader of event files found below a folder: directory → files and tags → points.
struct EventReading: Decodable {
  private(set) var directories: [String: Directory]

  struct Directory: Decodable {
    let files: [String]
    var tags: [String: Tag]
  }

  struct Tag: Decodable, Equatable {
    let kind: String
    let plugin: String?
    let dtype: Int?
    var points: [Point]
  }

  struct Point: Equatable {
    let step: Int
    /// NaN and infinities as such files spell them; nil where there is no number.
    let value: String?
    var wallTime: Double?
  }

  init(from decoder: any Decoder) throws {
    directories = try [String: Directory](from: decoder)
  }

  init(json: Data) throws {
    self = try JSONDecoder().decode(EventReading.self, from: json)
  }

  /// Reads every event file below a folder with our own library.
  init(below folder: URL) throws {
    var catalogue = EventCatalogue()
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
    for path in paths.map({ $0 as NSString }) where path.lastPathComponent.contains("tfevents") {
      let directory = path.deletingLastPathComponent.isEmpty ? "." : path.deletingLastPathComponent
      catalogue.add(file: path.lastPathComponent, in: directory)
      var reader = RecordReader()
      reader.feed([UInt8](try Data(contentsOf: folder.appending(path: path as String))).span)
      while case .record(let record) = reader.next() {
        catalogue.add(try Event(decoding: record.payload.span), in: directory)
      }
    }
    directories = catalogue.directories.mapValues(Directory.init)
  }

  var withoutWallTimes: EventReading {
    var reading = self
    for (name, directory) in directories {
      for (tag, summary) in directory.tags {
        let points = summary.points.map { Point(step: $0.step, value: $0.value) }
        reading.directories[name]?.tags[tag]?.points = points
      }
    }
    return reading
  }

  /// What differs, a line each: file names, tags, and the first point of each tag that is another one.
  func differences(from other: EventReading) -> [String] {
    Set(directories.keys).union(other.directories.keys).sorted().flatMap { name -> [String] in
      guard let ours = directories[name], let theirs = other.directories[name] else {
        return ["\(name): only one of them read this directory"]
      }
      let files = ours.files == theirs.files ? [] : ["\(name): files \(ours.files), not \(theirs.files)"]
      return files
        + Set(ours.tags.keys).union(theirs.tags.keys).sorted().compactMap { tag in
          guard ours.tags[tag] != theirs.tags[tag] else { return nil }
          return "\(name): \(tag): " + Self.difference(of: ours.tags[tag], from: theirs.tags[tag])
        }
    }
  }

  private static func difference(of ours: Tag?, from theirs: Tag?) -> String {
    guard let ours, let theirs else { return ours == nil ? "not read" : "not there" }
    let point = zip(ours.points, theirs.points).first { $0 != $1 }.map { "\($0), not \($1)" }
    return point ?? "\(ours), not \(theirs)"
  }
}

extension EventReading.Point: Decodable {
  init(from decoder: any Decoder) throws {
    var numbers = try decoder.unkeyedContainer()
    step = try numbers.decode(Int.self)
    if try numbers.decodeNil() {
      value = nil
    } else if let number = try? numbers.decode(Double.self) {
      value = "\(number)"
    } else {
      value = try numbers.decode(String.self)
    }
    wallTime = numbers.isAtEnd ? nil : try numbers.decode(Double.self)
  }
}

extension EventReading.Directory {
  fileprivate init(_ summary: DirectorySummary) {
    files = summary.files
    tags = summary.tags.mapValues { tag in
      let points = tag.points.map { point in
        EventReading.Point(step: point.step, value: point.value.map { "\($0)" }, wallTime: point.wallTime)
      }
      return switch tag.kind {
      case .simpleValue: EventReading.Tag(kind: "simple_value", plugin: nil, dtype: nil, points: points)
      case .tensor(let type):
        EventReading.Tag(kind: "tensor", plugin: tag.plugin, dtype: type.rawValue, points: points)
      }
    }
  }
}
