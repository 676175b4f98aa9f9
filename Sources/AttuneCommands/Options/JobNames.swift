// SPDX-License-Identifier: Apache-2.0
import AttuneLocal
import FoundationEssentials

/// Names of job folders for shell completion: no job is opened for it.
enum JobNames {
  /// Newest first.
  static func beginning(with prefix: String) -> [String] {
    let jobs = try? FileManager.default.contentsOfDirectory(atPath: Composition.home().jobs)
    return (jobs ?? []).filter { $0.hasPrefix(prefix) && !$0.hasPrefix(".") }.sorted(by: >)
  }
}
