// SPDX-License-Identifier: Apache-2.0
import AttuneEvents

/// What must hold of a layer for any bytes at all. `Scripts/fuzz` looks for an input that breaks a law; the
/// inputs that it kept are tried by the test suite.
enum Law: String, CaseIterable {
  case records, events, scanner, tags

  /// What is wrong, if anything; a trap is wrong too.
  func violation(by input: [UInt8]) -> String? {
    switch self {
    case .records: Self.records(FuzzedFile(input))
    case .events: Self.events(input)
    case .scanner: Self.scanner(FuzzedFile(input))
    case .tags: Self.tags(input)
    }
  }

  /// Where a file is cut makes no difference; every byte is delivered, reported or pending, in order.
  private static func records(_ file: FuzzedFile) -> String? {
    let whole = file.whole.outcomes()
    if file.inChunks.outcomes() != whole { return "a file in chunks is read otherwise" }
    var end = 0
    for outcome in whole {
      let range: Range<Int>
      switch outcome {
      case .record(let record): range = record.offset..<record.end
      case .damaged(let damage):
        guard damage.offset <= damage.end ?? damage.offset else { return "a damage ends before it begins" }
        range = damage.offset..<(damage.end ?? damage.offset)
      case .needsMoreData, .ended: return "an end among the outcomes"
      }
      if range.lowerBound != end { return "byte \(end) is passed over in silence, or told twice" }
      end = range.upperBound
    }
    return nil
  }

  /// What was decoded is the same once encoded and decoded again.
  private static func events(_ payload: [UInt8]) -> String? {
    guard let event = try? Event(decoding: payload.span) else { return nil }
    guard let again = try? Event(decoding: event.encoded.span) else { return "the encoded event is malformed" }
    return Story.Chapter(again) == Story.Chapter(event) ? nil : "\(event) becomes \(again)"
  }

  /// The scanner tells what the decoder tells, wherever the file is cut.
  private static func scanner(_ file: FuzzedFile) -> String? {
    let decoded = Story(decoding: file.whole)
    return Story(scanning: file.whole).difference(from: decoded)
      ?? Story(scanning: file.inChunks).difference(from: decoded)
  }

  /// The same series is found in any order of writing, it is one of the best rank, and every tag is listed once.
  ///
  /// The input is lines: the wanted tag, then a directory and a tag by turns.
  private static func tags(_ input: [UInt8]) -> String? {
    let lines = input.split(separator: UInt8(ascii: "\n"), maxSplits: 40, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    let series = stride(from: 1, to: lines.count - 1, by: 2).map { line in
      WrittenSeries(directory: lines[line], tag: lines[line + 1], at: Double(line % 5))
    }
    let resolution = TagResolution(of: lines[0])
    let match = resolution.match(among: series)
    if resolution.match(among: series.reversed()) != match { return "another order, another match" }
    if match?.rank != series.compactMap({ resolution.rank(of: $0) }).min() { return "a better rank was left aside" }
    let tags = Set(series.map(\.tag))
    let nearest = resolution.nearest(among: series.map(\.tag))
    return nearest.count == tags.count && Set(nearest) == tags ? nil : "the nearest tags are not the tags"
  }
}
