// SPDX-License-Identifier: Apache-2.0

/// Why a scanner stopped; the points that stand before it were delivered.
public enum ScanOutcome: Sendable, Equatable {
  /// An event that is not exactly one number, and the bytes of the file that its record takes.
  case event(Event, in: Range<Int>)
  /// A record was lost; scanning goes on behind it where its end is known.
  case damaged(RecordDamage)
  /// Everything complete was delivered: feed more, or come back when the file has grown.
  case needsMoreData
  /// Nothing behind it can be found.
  case ended
}
