// SPDX-License-Identifier: Apache-2.0
import CAttune

extension FileStamp {
  /// Whether a file was made at that time or later, in nanoseconds since 1970; false where the file system does
  /// not say.
  static func wasBorn(_ path: RelativePath, in directory: borrowing Descriptor, since time: Int64) -> Bool {
    attune_birth_time(directory.raw, path.bytes) >= time
  }
}
