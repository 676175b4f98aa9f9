// SPDX-License-Identifier: Apache-2.0
import Dispatch

/// Runs work that blocks in the kernel where it holds up no other task.
func offPool<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
  await withCheckedContinuation { continuation in
    DispatchQueue.global().async { continuation.resume(returning: work()) }
  }
}
