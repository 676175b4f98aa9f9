// SPDX-License-Identifier: Apache-2.0
package import AttuneEvents
import AttuneJob
import AttuneStudy

/// What `attune events` shows of a catalogue: its tags, or the values of some.
package struct EventListing: Sendable {
  private let directories: [(name: String, summary: DirectorySummary)]
  private let filter: TagFilter

  package init(_ catalogue: EventCatalogue, filter: TagFilter) {
    directories = catalogue.directories.sorted { $0.key < $1.key }.map { (name: $0.key, summary: $0.value) }
    self.filter = filter
  }

  /// - Throws: if no series has the tag; the nearest ones are named.
  package init(_ catalogue: EventCatalogue, tag: String?, path: String) throws(InputError) {
    self.init(catalogue, filter: TagFilter(tag))
    guard let tag, series.isEmpty else { return }
    let known = Set(directories.flatMap { $0.summary.tags.keys })
    let nearest = TagResolution(of: tag).nearest(among: known).prefix(8).map { "'\($0)'" }.joined(separator: ", ")
    let advice = known.isEmpty ? "there is no tag at all" : "there are: \(nearest)"
    throw InputError("there is no tag '\(tag)' below '\(path)'; \(advice)")
  }

  /// - Parameter style: of the curves; its width is the whole terminal's.
  package func rendered(as format: OutputFormat, style: Sparkline) -> String {
    if filter.text != nil { return valueTable.rendered(as: format, json: json) }
    return format == .table ? tree(style) : tagTable.rendered(as: format, json: json)
  }

  /// Runs, below each its tags.
  func tree(_ style: Sparkline) -> String {
    EventTree(directories.map { (name: $0.name, tags: tags(of: $0.summary)) }.filter { !$0.tags.isEmpty }).text(style)
  }

  private func tags(of directory: DirectorySummary) -> [(name: String, summary: TagSummary)] {
    directory.tags.filter { filter.includes($0.key) }.sorted { $0.key < $1.key }
      .map { (name: $0.key, summary: $0.value) }
  }

  private var series: [(directory: String, tag: String, summary: TagSummary)] {
    directories.flatMap { directory in
      tags(of: directory.summary).map { (directory: directory.name, tag: $0.name, summary: $0.summary) }
    }
  }

  private var tagTable: Table {
    let columns: [Table.Column] = [
      .init("run", .left), .init("tag", .left), .init("kind", .left), .init("points"), .init("lastStep"),
      .init("lastValue"),
    ]
    let rows = series.map { series -> [String?] in
      let last = series.summary.points.last
      return [
        series.directory, series.tag, series.summary.kindName, "\(series.summary.points.count)",
        last.map { "\($0.step)" }, last?.value?.metricText,
      ]
    }
    return Table(columns, rows: rows)
  }

  private var valueTable: Table {
    let rows = series.flatMap { series in
      series.summary.points.map { point -> [String?] in
        [series.directory, series.tag, "\(point.step)", point.value?.metricText]
      }
    }
    return Table([.init("run", .left), .init("tag", .left), .init("step"), .init("value")], rows: rows)
  }

  /// The shape in which TensorBoard's own reading of a folder is kept: directory → files and tags → points.
  private var json: JSONValue {
    let members = directories.map { directory in
      let tags = directory.summary.tags.filter { filter.includes($0.key) }
      let files = directory.summary.files.map { JSONValue.string($0) }
      return (directory.name, JSONValue.object(["files": .array(files), "tags": .object(tags.mapValues(\.json))]))
    }
    return .object(Dictionary(uniqueKeysWithValues: members))
  }
}

extension TagSummary {
  fileprivate var kindName: String {
    switch kind {
    case .simpleValue: "simple_value"
    case .tensor: "tensor"
    }
  }

  fileprivate var json: JSONValue {
    var members: [String: JSONValue] = [
      "kind": .string(kindName), "points": .array(points.map { .array([.integer($0.step), $0.json]) }),
    ]
    if case .tensor(let type) = kind {
      members["dtype"] = .integer(type.rawValue)
      members["plugin"] = plugin.map { .string($0) } ?? .null
    }
    return .object(members)
  }
}

extension TagSummary.Point {
  /// Python's spelling of what is no number, as such files have it.
  fileprivate var json: JSONValue {
    guard let value else { return .null }
    return value.isFinite ? .number(value) : .string(value.isNaN ? "nan" : value < 0 ? "-inf" : "inf")
  }
}
