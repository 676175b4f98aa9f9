// SPDX-License-Identifier: Apache-2.0
import Glibc
import Synchronization

/// The kernel's queue of what happened in watched directories, and who is told of it.
final class InotifyQueue: Sendable {
  let descriptor: Int32
  let registry = Mutex(WatchRegistry())

  /// Nil where the system gives no descriptor.
  init?() {
    descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
    guard descriptor >= 0 else { return nil }
  }

  deinit { close(descriptor) }

  /// Takes what has happened to those who are to know.
  func relay() {
    let size = 64 << 10
    withUnsafeTemporaryAllocation(byteCount: size, alignment: 8) { buffer in
      while true {
        let length = read(descriptor, buffer.baseAddress, size)
        guard length > 0 else { return }
        let events = InotifyEvent.all(in: UnsafeRawBufferPointer(rebasing: buffer[..<length]))
        for wake in registry.withLock({ $0.note(events) }) { wake() }
      }
    }
  }

  func forget(_ watches: [Int32]) {
    for watch in watches { inotify_rm_watch(descriptor, watch) }
  }
}
