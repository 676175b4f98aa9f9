// SPDX-License-Identifier: Apache-2.0

/// Recognises records that stand in two files, because a tool copied one of them.
///
/// It remembers at least the last `capacity` records of a series by fingerprint, so its memory is bounded;
/// the same record twice in *one* file is two records.
public struct Deduplicator: Sendable {
  private let capacity: Int
  private var recent: [UInt64: UInt32] = [:]
  private var older: [UInt64: UInt32] = [:]

  public init(capacity: Int = 1 << 17) {
    self.capacity = capacity
  }

  /// Notes a record of file number `file`; false if another file has told it already.
  public mutating func isNew(step: Int, wallTime: Double, value: Double, in file: UInt32) -> Bool {
    let key = Self.fingerprint(UInt64(bitPattern: Int64(step)), wallTime.bitPattern, value.bitPattern)
    if let source = recent[key] ?? older[key] { return source == file }
    if recent.count >= capacity {
      older = recent
      recent = [:]
    }
    recent[key] = file
    return true
  }

  /// Mixed by the finaliser of MurmurHash3, so that neighbouring steps do not collide.
  private static func fingerprint(_ words: UInt64...) -> UInt64 {
    words.reduce(0x9E37_79B9_7F4A_7C15) { hash, word in
      var mixed = hash ^ word
      mixed = (mixed ^ (mixed >> 33)) &* 0xFF51_AFD7_ED55_8CCD
      mixed = (mixed ^ (mixed >> 33)) &* 0xC4CE_B9FE_1A85_EC53
      return mixed ^ (mixed >> 33)
    }
  }
}
