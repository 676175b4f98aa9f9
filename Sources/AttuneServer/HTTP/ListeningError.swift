// SPDX-License-Identifier: Apache-2.0

/// The server can't listen where it was told to.
package struct ListeningError: Error, Sendable, CustomStringConvertible {
  /// What happened, to what, what to do.
  package let description: String
}
