// SPDX-License-Identifier: Apache-2.0

/// How much a working copy may hold; what is beyond is linked to the original.
package struct SnapshotLimits: Sendable {
  /// Bytes of the largest file that is copied.
  package var largestFile: Int64 = 16 << 20
  /// Bytes in all.
  package var bytes: Int64 = 256 << 20
  /// Files, folders and links in all.
  package var entries = 10_000

  package init() {}

  /// Nothing is linked for its size.
  static var none: SnapshotLimits {
    var limits = SnapshotLimits()
    limits.largestFile = .max
    limits.bytes = .max
    limits.entries = .max
    return limits
  }
}
