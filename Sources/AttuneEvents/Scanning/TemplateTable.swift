// SPDX-License-Identifier: Apache-2.0

/// The templates of a file, to be found by the bytes of a record.
///
/// They lie in flat arrays, because a loop over millions of records looks at them.
struct TemplateTable {
  /// Series beyond these are read by the general decoder.
  static let mostTemplates = 1 << 10

  var rows: [Row] = []
  /// What eight bytes each of the summaries must be, and in which of their bits.
  var words: [Word] = []
  /// Open addressing by `SummaryBytes.key`: rows, or -1. At least half of it is empty.
  var slots: [Int32] = []
  /// The row that was read last.
  var latest = 0

  struct Row {
    /// Bytes from the summary's key to the event's end.
    let count: Int
    /// Its first one in `words`.
    let firstWord: Int
    /// Where in the summary the number stands.
    let number: Int
    let isDouble: Bool
    let series: Int
    /// The row of the record that followed last time: writers go through their tags in turn.
    var next: Int
  }

  struct Word {
    let bits: UInt64
    let mask: UInt64
  }

  /// Keeps how a record of a series is written, unless that is known or could not be found again.
  mutating func learn(_ payload: Span<UInt8>, kind: TagSummary.Kind, series: Int) {
    guard rows.count < Self.mostTemplates, SummaryTemplate.hasFixedPlace(kind),
      let template = SummaryTemplate(of: payload, kind: kind, series: series), template.beginsWithTag
    else { return }
    if slots.count < 2 * (rows.count + 1) { growSlots() }
    let count = template.bytes.count
    let isKnown = template.withBytes { find($0) } != nil
    guard !isKnown else { return }
    keys.append(template.withBytes { $0.key })
    place(rows.count)
    rows.append(
      Row(
        count: count, firstWord: words.count, number: template.number.lowerBound,
        isDouble: template.number.count == 8, series: series, next: rows.count))
    words += template.words
  }

  private var keys: [UInt64] = []

  private mutating func growSlots() {
    slots = Array(repeating: -1, count: max(16, 2 * slots.count))
    for row in rows.indices { place(row) }
  }

  private mutating func place(_ row: Int) {
    var slot = Int(truncatingIfNeeded: keys[row]) & (slots.count - 1)
    while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = Int32(row)
  }
}
