// SPDX-License-Identifier: Apache-2.0

/// One of a trainer's two logs.
package enum LogStream: String, Sendable, Hashable, CaseIterable {
  case output = "o"
  case error = "e"

  func path(in paths: TrialPaths) -> String {
    self == .output ? paths.standardOutput : paths.standardError
  }
}
