// SPDX-License-Identifier: Apache-2.0

/// What can be asked of `gcloud` here.
enum GcloudCommand: String, CaseIterable {
  case getValue = "config get-value"
  case version
  case submit = "jobs submit training"
  case describe = "jobs describe"
  case list = "jobs list"
  case streamLogs = "jobs stream-logs"
  case cancel = "jobs cancel"

  /// The group `jobs` has had two names.
  static let groups = ["ai-platform", "ml-engine"]

  /// `ai-platform jobs describe ID` is this command about `ID`.
  ///
  /// - Returns: also how the command is called in messages, `gcloud.ai-platform.jobs.describe`.
  static func find(_ words: [String]) throws(GcloudFailure) -> (GcloudCommand, name: String, operands: [String]) {
    let isJobs = words.first.map(groups.contains) ?? false
    let path = isJobs ? Array(words.dropFirst()) : words
    for command in allCases {
      let own = command.rawValue.split(separator: " ").map(String.init)
      guard path.starts(with: own), isJobs == (own.first == "jobs") else { continue }
      let prefix = isJobs ? [words[0]] : []
      return (command, (["gcloud"] + prefix + own).joined(separator: "."), Array(path.dropFirst(own.count)))
    }
    throw GcloudFailure(unknown: words)
  }

  /// Flags with a value, beside those of every command.
  var values: Set<String> {
    switch self {
    case .getValue, .version, .cancel: []
    case .submit:
      [
        "config", "job-dir", "labels", "master-machine-type", "module-name", "package-path", "python-version", "region",
        "runtime-version", "scale-tier", "staging-bucket",
      ]
    case .describe: ["region"]
    case .list: ["filter", "limit", "page-size", "region", "sort-by"]
    case .streamLogs: ["polling-interval", "region", "task-name"]
    }
  }

  /// Flags without one.
  var switches: Set<String> {
    switch self {
    case .getValue, .version, .describe, .cancel: []
    case .submit: ["async", "stream-logs"]
    case .list: ["uri"]
    case .streamLogs: ["allow-multiline-logs"]
    }
  }
}
