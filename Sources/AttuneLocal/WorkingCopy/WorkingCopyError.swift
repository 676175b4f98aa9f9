// SPDX-License-Identifier: Apache-2.0

/// A snapshot or working copy that could not be made or read.
package struct WorkingCopyError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What happened, to what, what to do.
  package let description: String

  init(_ description: String) { self.description = description }
}
