// SPDX-License-Identifier: Apache-2.0

/// The environment in which the job was made; trainers get it again after a restart. Never shown or exported.
package enum CapturedEnvironment {
  /// Kept in the job's folder, readable by its owner only.
  package static func write(_ environment: [String: String], to job: JobPaths) throws(SystemError) {
    let entries = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)\0" }
    try FileContent.replace(job.environment, with: Array(entries.joined().utf8), mode: 0o600, durably: true)
  }

  package static func read(from job: JobPaths) throws(SystemError) -> [String: String] {
    let content = try FileContent.read(job.environment) ?? []
    var environment: [String: String] = [:]
    for entry in String(decoding: content, as: UTF8.self).split(separator: "\0") {
      let parts = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { continue }
      environment[String(parts[0])] = String(parts[1])
    }
    return environment
  }
}
