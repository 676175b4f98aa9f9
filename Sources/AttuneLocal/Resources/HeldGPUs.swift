// SPDX-License-Identifier: Apache-2.0
import Glibc

/// GPUs that are one attempt's alone for as long as their locks are open somewhere: here, then in its supervisor.
final class HeldGPUs: Sendable {
  /// As the trainer is told of them.
  let names: [String]
  let locks: [Int32]

  init(names: [String] = [], locks: [Int32] = []) {
    self.names = names
    self.locks = locks
  }

  deinit { for lock in locks { close(lock) } }
}
