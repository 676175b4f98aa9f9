// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import AttuneJob
import AttuneStudy

/// Follows the output of one trial: look, then take what there is to report until there is no more.
struct OutputFollower {
  private let origin: MetricOrigin
  private let tag: String
  private var files: [OutputFile]
  /// The one that is read, where several are only places for one file.
  private var chosen: Int?
  private var isLast = false
  private var hasSeries: Bool
  private var troubles: Set<String> = []
  /// Tells whether anything happened between two looks.
  private(set) var portionsRead = 0

  /// More lines that make no sense are not told.
  private static let mostTroubles = 5

  init(_ origin: MetricOrigin, _ tag: MetricTag, at place: TrialPlace, from positions: [Position]) {
    self.origin = origin
    self.tag = tag.rawValue
    hasSeries = !positions.isEmpty
    let offsets = Dictionary(positions.map { ($0.file, $0.offset) }) { $1 }
    files = OutputPlace.all(of: origin, at: place).compactMap { place in
      OutputReader(origin, tag: tag.rawValue)
        .map { OutputFile(place, $0, reportedBefore: offsets[place.name] ?? 0) }
    }
    if !origin.isOfStream { chosen = files.firstIndex { $0.isCatchingUp } }
  }

  /// Whether the metric was found.
  var hasReadings: Bool { hasSeries }

  /// What has numbers; for a pattern, that no line matched.
  var seen: [String] {
    let names = files.reduce(into: SeenNames()) { seen, file in file.names.forEach { seen.note($0) } }.names
    guard case .pattern(let pattern, _) = origin else { return TagResolution(of: tag).nearest(among: names) }
    let lines = files.reduce(0) { $0 + $1.lines }
    return hasSeries || lines == 0 ? [] : ["\(lines) lines that don't match \(pattern.pattern.text)"]
  }

  /// Finds out what the files have grown by.
  ///
  /// - Parameter isLast: the trainer is gone; everything is read to its end.
  mutating func look(isLast: Bool) {
    self.isLast = isLast
    for index in files.indices { files[index].look(isLast: isLast) }
    if !origin.isOfStream, chosen == nil { chosen = files.firstIndex { $0.isUsed } }
  }

  /// The next portion of reports, perhaps none; nil when everything there is was read.
  mutating func next() -> [MetricReport]? {
    let read = files.indices.filter { origin.isOfStream || chosen == $0 }
    let unread = read.filter { files[$0].hasUnread }
    // Arrivals are numbered over both streams, so all that was reported comes first.
    if let index = unread.first(where: { files[$0].isCatchingUp }) ?? unread.first { return self.read(index) }
    guard isLast else { return nil }
    if let index = read.first(where: { files[$0].hasRest }) { return take(files[index].takeRest(), of: index) }
    return shortened()
  }

  private mutating func read(_ index: Int) -> [MetricReport] {
    portionsRead += 1
    do {
      return take(try files[index].readPortion(), of: index)
    } catch {
      files[index].block()
      return tell(error.description)
    }
  }

  private mutating func take(_ lines: [OutputFile.Found], of index: Int) -> [MetricReport] {
    var reports: [MetricReport] = []
    var readings: [Trial.Reading] = []
    for found in lines {
      switch found.finding {
      case .nothing: continue
      case .unusable(let text): if !found.isOld { reports += tell("'\(files[index].name)': \(text)") }
      case .reading(let value, let step):
        let reading = Trial.Reading(step: step ?? files.reduce(0) { $0 + $1.count }, value: value)
        let isNew = files[index].isNew(reading)
        if isNew, !found.isOld { readings.append(reading) }
      }
    }
    return reports + report(readings, of: index)
  }

  private mutating func report(_ readings: [Trial.Reading], of index: Int) -> [MetricReport] {
    guard !readings.isEmpty else { return [] }
    defer { hasSeries = true }
    return (hasSeries ? [] : [.series(series)]) + [.readings(readings, at: files[index].position)]
  }

  private mutating func shortened() -> [MetricReport]? {
    for index in files.indices {
      if let reading = files[index].takeShortened() { return report([reading], of: index) }
    }
    return nil
  }

  private var series: MetricSeries {
    let name = tag.isEmpty ? "the metric" : "'\(tag)'"
    return MetricSeries(
      directory: "", tag: tag, description: "\(name) is read from \(origin.words ?? "event files")")
  }

  private mutating func tell(_ trouble: String) -> [MetricReport] {
    guard troubles.count < Self.mostTroubles, troubles.insert(trouble).inserted else { return [] }
    return [.trouble(trouble)]
  }
}

extension MetricOrigin {
  fileprivate var isOfStream: Bool {
    switch self {
    case .pattern, .json(.stream, _): true
    case .events, .json(.file, _), .csv: false
    }
  }
}
