// SPDX-License-Identifier: Apache-2.0
import CAttune
import Glibc

/// The lock on an attempt's folder: held exactly while its supervisor lives.
enum SupervisorLock {
  /// Nil where another holds it.
  static func take(_ paths: TrialPaths) throws(SystemError) -> Descriptor? {
    let lock = try Descriptor(opening: paths.supervisorLock, O_RDWR | O_CREAT)
    if attune_lock(lock.raw) == 0 { return lock }
    guard errno == EWOULDBLOCK else { throw SystemError("lock", paths.supervisorLock) }
    return nil
  }

  static func isHeld(_ paths: TrialPaths) -> Bool {
    guard let lock = try? Descriptor(opening: paths.supervisorLock, O_RDWR) else { return false }
    return attune_lock(lock.raw) != 0
  }
}
