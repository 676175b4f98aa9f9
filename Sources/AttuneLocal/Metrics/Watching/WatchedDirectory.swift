// SPDX-License-Identifier: Apache-2.0

/// What a follower calls one of the directories that are watched for it.
struct WatchedDirectory: Sendable, Hashable {
  /// The number of the root it lies below.
  let root: Int
  let path: RelativePath
}
