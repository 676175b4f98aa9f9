// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import CAttune
import Glibc
import Synchronization

/// Gives each attempt GPUs of its own, among all jobs of one `$ATTUNE_HOME`.
///
/// A GPU is taken by a lock on `gpus/<UUID>.lock`, which the attempt's supervisor holds exactly as long as it lives:
/// whatever dies, the kernel gives the GPU back.
final class GPUPool: Sendable {
  enum Answer {
    case held(HeldGPUs)
    /// So many more are needed than are free.
    case busy(missing: Int)
  }

  /// `$ATTUNE_HOME/gpus`.
  private let folder: String
  private let environment: [String: String]
  private let installed = Mutex<InstalledGPUs?>(nil)

  init(folder: String, environment: [String: String]) {
    self.folder = folder
    self.environment = environment
  }

  /// Asked for once: the programs that tell take their time. Blocks.
  var gpus: InstalledGPUs {
    installed.withLock { installed in
      let found = installed ?? .find(environment: environment)
      installed = found
      return found
    }
  }

  /// All that are wanted or none: two that wait for each other's would wait for ever.
  func take(_ wish: TrialResources.GPUs, avoiding avoided: Set<String>) throws -> Answer {
    let installed = wish.count == 0 ? [] : gpus.names
    let count = min(wish.count, installed.count)
    if case .exactly(let wanted) = wish, wanted > installed.count { throw Self.tooFew(wanted, installed.count) }
    guard count > 0 else { return .held(HeldGPUs()) }
    let sound = installed.filter { !avoided.contains($0) }
    try Directory.make(folder)
    var names: [String] = [], locks: [Int32] = []
    for name in sound.count >= count ? sound : installed where names.count < count {
      guard let lock = try lock(name) else { continue }
      names.append(name)
      locks.append(lock.release())
    }
    let held = HeldGPUs(names: names, locks: locks)
    return names.count == count ? .held(held) : .busy(missing: count - names.count)
  }

  /// Nil where another attempt has it.
  private func lock(_ name: String) throws -> Descriptor? {
    let path = "\(folder)/\(name.replacing("/", with: "_")).lock"
    let lock = try Descriptor(opening: path, O_RDWR | O_CREAT)
    if attune_lock(lock.raw) == 0 { return lock }
    guard errno == EWOULDBLOCK else { throw SystemError("lock", path) }
    return nil
  }

  /// What the trainer sees of them; nothing changes where none was wanted and none is to be hidden.
  func variables(for held: HeldGPUs, wish: TrialResources.GPUs) -> [String: String?] {
    if wish == .exactly(0) {
      return ["CUDA_VISIBLE_DEVICES": "", "ROCR_VISIBLE_DEVICES": "", "HIP_VISIBLE_DEVICES": ""]
    }
    guard !held.names.isEmpty else { return [:] }
    let list = held.names.joined(separator: ",")
    return switch gpus.vendor {
    case .nvidia: ["CUDA_VISIBLE_DEVICES": list]
    // The other two number what this one leaves, so what was inherited in them would choose wrongly.
    case .amd: ["ROCR_VISIBLE_DEVICES": list, "HIP_VISIBLE_DEVICES": nil, "CUDA_VISIBLE_DEVICES": nil]
    }
  }

  private static func tooFew(_ wanted: Int, _ found: Int) -> TrialExecutorError {
    let has = found == 0 ? "there is none" : found == 1 ? "there is 1" : "there are \(found)"
    return TrialExecutorError(
      .couldNotStart,
      "'attune: trial: gpus' asks for \(wanted) GPU\(wanted == 1 ? "" : "s") a trial, and \(has) that trials can use")
  }
}

extension TrialResources.GPUs {
  var count: Int {
    switch self {
    case .exactly(let count), .upTo(let count): max(0, count)
    }
  }
}
