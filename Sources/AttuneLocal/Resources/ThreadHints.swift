// SPDX-License-Identifier: Apache-2.0
import CAttune
import Glibc

/// How many threads the numeric libraries of a trainer start: each would take all processors, and trials that run
/// in parallel would trample one another.
package enum ThreadHints {
  package static let variables = [
    "OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMEXPR_NUM_THREADS", "VECLIB_MAXIMUM_THREADS",
    "BLIS_NUM_THREADS", "JULIA_NUM_THREADS", "TF_NUM_INTRAOP_THREADS",
  ]

  /// Each trial's share of the processors; nil where one trial has them all, or the user has a say of their own.
  package static func threads(processors: Int, parallelTrials: Int, environment: [String: String]) -> Int? {
    guard parallelTrials > 1, !variables.contains(where: { environment[$0] != nil }) else { return nil }
    return max(1, processors / parallelTrials)
  }

  static func environment(threads: Int?) -> [String: String] {
    guard let threads else { return [:] }
    return Dictionary(uniqueKeysWithValues: variables.map { ($0, "\(threads)") })
  }

  /// Processors that this process may use: its affinity, and its control group's quota.
  package static var processors: Int {
    let allowed = Int(attune_processors())
    return max(1, quota.map { min(allowed, Int($0.rounded(.up))) } ?? allowed)
  }

  private static var quota: Double? {
    let groups = text(of: "/proc/self/cgroup").split(separator: "\n").map {
      $0.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
    }
    for group in groups where group.count == 3 {
      let paths = [String(group[2]), ""]
      if group[1].isEmpty {
        let limits = paths.map { numbers(in: "/sys/fs/cgroup\($0)/cpu.max") }
        if let limit = limits.first(where: { $0.count == 2 && $0[1] > 0 }) { return limit[0] / limit[1] }
      } else if group[1].split(separator: ",").contains("cpu") {
        for path in paths {
          let root = "/sys/fs/cgroup/cpu\(path)"
          let limit = numbers(in: "\(root)/cpu.cfs_quota_us") + numbers(in: "\(root)/cpu.cfs_period_us")
          if limit.count == 2, limit[0] > 0, limit[1] > 0 { return limit[0] / limit[1] }
        }
      }
    }
    return nil
  }

  private static func text(of path: String) -> String {
    let file = try? Descriptor(opening: path, O_RDONLY)
    guard let file else { return "" }
    return (try? file.bytes(from: 0, count: 65_536)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  private static func numbers(in path: String) -> [Double] {
    text(of: path).split { $0 == " " || $0 == "\n" }.compactMap { Double($0) }
  }
}
