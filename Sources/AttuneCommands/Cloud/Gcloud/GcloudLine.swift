// SPDX-License-Identifier: Apache-2.0

/// A command line of `gcloud`, taken apart: flags may stand anywhere before `--`.
package struct GcloudLine: Sendable, Hashable {
  /// `ai-platform jobs describe ID`.
  package private(set) var words: [String] = []
  package private(set) var flags: [String: String] = [:]
  /// What stands behind `--`; nil without it.
  package let arguments: [String]?
  private(set) var unknown: [String] = []

  /// Those of every command.
  private static let globalValues: Set<String> = [
    "account", "billing-project", "configuration", "format", "impersonate-service-account", "project", "verbosity",
  ]
  private static let globalSwitches: Set<String> = [
    "help", "log-http", "no-log-http", "no-user-output-enabled", "quiet", "user-output-enabled", "version",
  ]

  private static let short = ["-q": "--quiet", "-h": "--help", "-v": "--version"]

  package init(_ tokens: [String]) {
    let end = tokens.firstIndex(of: "--")
    arguments = end.map { Array(tokens[($0 + 1)...]) }
    var rest = tokens[..<(end ?? tokens.endIndex)]
    while let token = rest.popFirst() {
      let token = Self.short[token] ?? token
      guard token.hasPrefix("--") else {
        words.append(token)
        continue
      }
      let parts = token.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      if parts.count == 2, Self.takesValue(name) {
        flags[name] = String(parts[1])
      } else if parts.count == 1, Self.isSwitch(name) {
        flags[name] = ""
      } else if parts.count == 1, Self.takesValue(name), let value = rest.popFirst() {
        flags[name] = value
      } else {
        unknown.append(token)
      }
    }
  }

  private static func takesValue(_ name: String) -> Bool {
    globalValues.contains(name) || GcloudCommand.allCases.contains { $0.values.contains(name) }
  }

  private static func isSwitch(_ name: String) -> Bool {
    globalSwitches.contains(name) || GcloudCommand.allCases.contains { $0.switches.contains(name) }
  }

  /// The flags that this command does not know, as they are told.
  func unrecognized(by command: GcloudCommand) -> [String] {
    let known = Self.globalValues.union(Self.globalSwitches).union(command.values).union(command.switches)
    let foreign = flags.filter { !known.contains($0.key) }.sorted { $0.key < $1.key }
      .map { $0.value.isEmpty ? "--\($0.key)" : "--\($0.key)=\($0.value)" }
    return unknown + foreign
  }
}
