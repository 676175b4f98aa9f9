// SPDX-License-Identifier: Apache-2.0

/// What a record reader has to say next.
public enum RecordOutcome: Sendable, Equatable {
  case record(Record)
  /// A record was lost; reading goes on behind it where its end is known.
  case damaged(RecordDamage)
  /// Everything complete was delivered: feed more, or come back when the file has grown.
  case needsMoreData
  /// A record claims to be longer than any file is, so nothing behind it can be found.
  case ended
}

/// One TFRecord with a sound checksum.
public struct Record: Sendable, Equatable {
  /// Shares the reader's memory: drop it before feeding more, or that memory is copied.
  public let payload: ArraySlice<UInt8>
  /// Bytes from the start of the file to its frame.
  public let offset: Int
  /// Bytes from the start of the file to the next frame: a place to start reading again.
  public let end: Int
}
