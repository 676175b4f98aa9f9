// SPDX-License-Identifier: Apache-2.0

/// The event files of one directory, and what their tags hold.
public struct DirectorySummary: Sendable, Equatable {
  /// In name order.
  public private(set) var files: [String] = []
  /// O(tags).
  public var tags: [String: TagSummary] { places.mapValues { summaries[$0] } }

  /// In order of appearance.
  private var summaries: [TagSummary] = []
  /// Where in `summaries` a tag stands.
  private var places: [String: Int] = [:]
  /// From `brain.Event:2` on, writers mark a restart; before, only a falling step tells of one.
  private var marksRestarts = false
  private var latestStep = Int.min

  public init() {}

  mutating func add(file name: String) {
    guard !files.contains(name) else { return }
    files.append(name)
    files.sort()
  }

  mutating func add(_ event: Event) {
    switch event.content {
    case .fileVersion(let version): marksRestarts = EventFile.marksRestarts(version: version)
    case .sessionStart where marksRestarts: voidAll(from: event.step)
    case .summary(let values):
      if !marksRestarts, event.step < latestStep { void(values, from: event.step) }
      latestStep = event.step
      for value in values { add(value, at: event) }
    case .sessionStart, .other: break
    }
  }

  /// As if the event of each point had been added. Amortised O(1) for a point.
  mutating func add(_ points: [ScannedPoint], of series: [ScannedSeries]) {
    var placeOfSeries = [Int?](repeating: nil, count: series.count)
    for point in points {
      let series = series[point.series]
      let place = placeOfSeries[point.series] ?? place(of: series.tag, kind: series.kind)
      placeOfSeries[point.series] = place
      if !marksRestarts, point.step < latestStep { summaries[place].void(from: point.step) }
      latestStep = point.step
      summaries[place].add(
        TagSummary.Point(step: point.step, wallTime: point.wallTime, value: point.value), plugin: series.plugin)
    }
  }

  private mutating func add(_ value: SummaryValue, at event: Event) {
    let place = place(of: value.tag, kind: TagSummary.Kind(of: value))
    summaries[place].add(
      TagSummary.Point(step: event.step, wallTime: event.wallTime, value: value.scalar), plugin: value.plugin)
  }

  private mutating func place(of tag: String, kind: TagSummary.Kind) -> Int {
    if let place = places[tag] { return place }
    places[tag] = summaries.count
    summaries.append(TagSummary(kind: kind))
    return summaries.count - 1
  }

  private mutating func voidAll(from step: Int) {
    for place in summaries.indices { summaries[place].void(from: step) }
  }

  private mutating func void(_ values: [SummaryValue], from step: Int) {
    for value in values {
      if let place = places[value.tag] { summaries[place].void(from: step) }
    }
  }
}
