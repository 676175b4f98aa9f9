// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal

/// What trials have to share, and each one's part of it.
package struct MachineCheck: Sendable {
  private let processors: Int
  let gpus: Int
  private let environment: [String: String]

  /// - Parameter environment: what trainers inherit; where it sets the number of threads, Attune does not.
  package init(processors: Int, gpus: Int, environment: [String: String]) {
    self.processors = processors
    self.gpus = gpus
    self.environment = environment
  }

  /// This one.
  static var here: MachineCheck {
    MachineCheck(
      processors: ThreadHints.processors, gpus: Accelerators.count, environment: Composition.environment)
  }

  /// Lines in the manner of a configuration's summary.
  func notes(limits: JobLimits, gpus wish: TrialResources.GPUs, environment own: [String: String]) -> [String] {
    let width = max(1, min(limits.maxTrials, limits.maxParallelTrials))
    return ["processors     \(share(of: width, environment.merging(own) { $1 }))"]
      + (shareOfGPUs(wish, width).map { ["GPUs here      \($0)"] } ?? [])
  }

  private func share(of width: Int, _ environment: [String: String]) -> String {
    if let threads = ThreadHints.threads(
      processors: processors, parallelTrials: width, environment: environment)
    {
      return "\(processors): OMP_NUM_THREADS=\(threads) for each of \(width) parallel trials"
    }
    guard width > 1 else { return "\(processors) for one trial at a time" }
    let given = ThreadHints.variables.first { environment[$0] != nil } ?? ""
    return "\(processors) for \(width) parallel trials, with \(given)=\(environment[given] ?? "") as it is set"
  }

  /// Nil where trials are to see none.
  private func shareOfGPUs(_ wish: TrialResources.GPUs, _ width: Int) -> String? {
    let each =
      switch wish {
      case .exactly(let count): count
      case .upTo(let count): min(count, gpus)
      }
    guard wish != .exactly(0) else { return nil }
    guard each > 0, each <= gpus else { return "none: trials run on the CPU" }
    let atOnce = gpus / each
    let waiting = atOnce < width ? ", so \(atOnce) of \(width) parallel trials at a time" : ""
    return "\(gpus), \(each) for each trial\(waiting)"
  }
}
