// SPDX-License-Identifier: Apache-2.0

/// How one series is written: the bytes of an event from its summary on, and where among them the number stands.
///
/// The decoder's way through a message depends on every byte but those of a `fixed32` or `fixed64` number,
/// so a record that differs from a template in these alone decodes to the same value with another number.
struct SummaryTemplate {
  /// From the key of the summary to the end of the event.
  let bytes: [UInt8]
  /// Where in `bytes` the four or eight bytes of the number stand.
  let number: Range<Int>
  let series: Int

  /// Longer summaries are left to the general decoder.
  static let longest = 400

  /// Nil where the event is not laid out as all common writers do: time, step unless it is 0, then a summary
  /// of one value that is a float or a double.
  ///
  /// - Parameters:
  ///   - payload: an event that was decoded to one scalar.
  ///   - kind: of that scalar; one that has a fixed place.
  init?(of payload: Span<UInt8>, kind: TagSummary.Kind, series: Int) {
    guard let (summary, value) = try? Self.layout(of: payload), payload.count - summary <= Self.longest,
      let number = try? Self.number(of: kind, in: value, of: payload)
    else { return nil }
    bytes = (summary..<payload.count).map { payload[$0] }
    self.number = number.lowerBound - summary..<number.upperBound - summary
    self.series = series
  }

  /// Numbers of this kind take the same bytes whatever they are.
  static func hasFixedPlace(_ kind: TagSummary.Kind) -> Bool {
    switch kind {
    case .simpleValue, .tensor(.float), .tensor(.double): true
    case .tensor: false
    }
  }

  /// Where the summary's key and its one value stand.
  private static func layout(
    of payload: Span<UInt8>
  ) throws(MalformedEvent) -> (summary: Int, value: Range<Int>)? {
    var cursor = WireCursor(0..<payload.count)
    guard case (1, .bits(.fixed64, _))? = try cursor.field(in: payload).map({ ($0.number, $0.value) }),
      payload[0] == SummaryTemplate.timeKey
    else { return nil }
    var summary = cursor.position
    if summary < payload.count, payload[summary] == SummaryTemplate.stepKey {
      _ = try cursor.field(in: payload)
      summary = cursor.position
    }
    guard summary < payload.count, payload[summary] == SummaryTemplate.summaryKey else { return nil }
    guard case .bytes(let range)? = try cursor.field(in: payload)?.value, range.upperBound == payload.count else {
      return nil
    }
    var values = WireCursor(range)
    guard case (1, .bytes(let value))? = try values.field(in: payload).map({ ($0.number, $0.value) }),
      value.upperBound == payload.count
    else { return nil }
    return (summary, value)
  }

  static let timeKey: UInt8 = 0x09
  static let stepKey: UInt8 = 0x10
  static let summaryKey: UInt8 = 0x2A

  /// Where the number stands in a `Summary.Value`; nil if there is more than one payload, or no fixed place.
  private static func number(
    of kind: TagSummary.Kind, in value: Range<Int>, of payload: Span<UInt8>
  ) throws(MalformedEvent) -> Range<Int>? {
    var payloads = 0
    var found: Range<Int>?
    var cursor = WireCursor(value)
    while let field = try cursor.field(in: payload) {
      switch (field.number, field.value, kind) {
      case (2, .bits(.fixed32, _), .simpleValue): found = cursor.position - 4..<cursor.position
      case (8, .bytes(let range), .tensor(let type)): found = try number(of: type, inTensor: range, of: payload)
      default: break
      }
      if field.number == 2 || (3...6).contains(field.number) || field.number == 8 { payloads += 1 }
    }
    return payloads == 1 ? found : nil
  }

  /// Where a tensor keeps its one element; nil if that is repeated or left out.
  private static func number(
    of type: TensorType, inTensor tensor: Range<Int>, of payload: Span<UInt8>
  ) throws(MalformedEvent) -> Range<Int>? {
    guard let storage = type.storage else { return nil }
    var found: [Range<Int>] = []
    var cursor = WireCursor(tensor)
    while let field = try cursor.field(in: payload) {
      switch (field.number, field.value) {
      case (4, .bytes(let content)), (storage.field, .bytes(let content)): found.append(content)
      case (storage.field, .bits(storage.wireType, _)):
        found.append(cursor.position - storage.format.width..<cursor.position)
      default: break
      }
    }
    guard found.count == 1, found[0].count == storage.format.width else { return nil }
    return found[0]
  }
}
