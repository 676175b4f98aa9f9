// SPDX-License-Identifier: Apache-2.0

/// Reads the scalars of a growing event file several times as fast as records are decoded one by one.
///
/// The general decoder reads the first record of a series; what it found is kept as a template, and a later
/// record whose bytes differ from it in time, step and number alone is read by comparing. Everything else goes
/// through `RecordReader` and `Event(decoding:)`, so a scanner tells the same events and the same damage.
///
/// ```swift
/// var scanner = EventScanner()
/// var points: [ScannedPoint] = []
/// scanner.feed(bytes)
/// while case .event(let event, _) = scanner.next(into: &points) { … }
/// let tags = points.map { scanner.series[$0.series].tag }
/// ```
public struct EventScanner: Sendable {
  /// The series seen so far, in order of appearance; points name them by index.
  public private(set) var series: [ScannedSeries] = []

  /// An event of one more series than this is delivered as an event.
  public static let mostSeries = 1 << 16

  private var reader: RecordReader
  private var indices: [ScannedSeries: Int] = [:]
  private var templates = TemplateTable()

  /// - Parameter offset: where in the file the first fed byte stands; must be the boundary of a record.
  public init(at offset: Int = 0) {
    reader = RecordReader(at: offset)
  }

  /// Bytes from the start of the file to the end of the last record that was delivered or reported.
  public var offset: Int { reader.offset }
  /// Bytes that were fed and belong to a record that is not complete yet.
  public var pendingBytes: Int { reader.pendingBytes }

  /// Appends what was read next from the file.
  public mutating func feed(_ bytes: Span<UInt8>) {
    reader.feed(bytes)
  }

  /// Appends points until something else comes: an event of another kind, damage, or the end of what was fed.
  public mutating func next(into points: inout [ScannedPoint]) -> ScanOutcome {
    while true {
      templates.readPoints(from: &reader, into: &points)
      switch reader.next() {
      case .record(let record):
        guard let event = try? Event(decoding: record.payload.span) else {
          return .damaged(RecordDamage(.notAnEvent, at: record.offset, end: record.end))
        }
        guard let point = point(of: event, in: record) else { return .event(event, in: record.offset..<record.end) }
        points.append(point)
      case .damaged(let damage): return .damaged(damage)
      case .needsMoreData: return .needsMoreData
      case .ended: return .ended
      }
    }
  }

  private mutating func point(of event: Event, in record: Record) -> ScannedPoint? {
    guard case .summary(let values) = event.content, values.count == 1, let value = values.first,
      let number = value.scalar, let series = index(of: value)
    else { return nil }
    templates.learn(record.payload.span, kind: self.series[series].kind, series: series)
    return ScannedPoint(
      series: series, step: event.step, wallTime: event.wallTime, value: number, end: record.end)
  }

  private mutating func index(of value: SummaryValue) -> Int? {
    guard let key = ScannedSeries(of: value) else { return nil }
    if let index = indices[key] { return index }
    guard series.count < Self.mostSeries else { return nil }
    indices[key] = series.count
    series.append(key)
    return series.count - 1
  }
}
