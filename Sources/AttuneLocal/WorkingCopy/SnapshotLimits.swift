// SPDX-License-Identifier: Apache-2.0

/// How much a working copy may hold; what is beyond is linked to the original.
struct SnapshotLimits: Sendable {
  /// Bytes of the largest file that is copied.
  var largestFile: Int64 = 16 << 20
  /// Bytes in all.
  var bytes: Int64 = 256 << 20
  /// Files, folders and links in all.
  var entries = 10_000
}
