// SPDX-License-Identifier: Apache-2.0
import Glibc
import Synchronization

/// The kernel's queue of what happened in watched directories, and who is told of it.
final class InotifyQueue: Sendable {
  let descriptor: Int32
  let registry = Mutex(WatchRegistry())
  /// A pipe that is written to once nobody wants to know any more.
  private let end: (reading: Int32, writing: Int32)

  /// Nil where the system gives no descriptor.
  init?() {
    let descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
    guard descriptor >= 0 else { return nil }
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else {
      close(descriptor)
      return nil
    }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    self.descriptor = descriptor
    end = (ends[0], ends[1])
  }

  deinit {
    close(descriptor)
    close(end.reading)
    close(end.writing)
  }

  /// Takes what happens to those who are to know, until `stop()`; blocks its thread.
  ///
  /// - Parameter rest: what happens within this time after the last news is told together.
  func relay(rest: Duration) {
    var sources = [
      pollfd(fd: end.reading, events: Int16(POLLIN), revents: 0),
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
    ]
    while true {
      guard poll(&sources, 2, -1) > 0 || errno == EINTR else { return }
      if sources[0].revents != 0 { return }
      if sources[1].revents != 0 { relayOnce() }
      if poll(&sources, 1, Int32(rest / .milliseconds(1))) > 0 { return }
    }
  }

  func stop() { _ = write(end.writing, [0], 1) }

  private func relayOnce() {
    let size = 64 << 10
    withUnsafeTemporaryAllocation(byteCount: size, alignment: 8) { buffer in
      while true {
        let length = read(descriptor, buffer.baseAddress, size)
        guard length > 0 else { return }
        let events = InotifyEvent.all(in: UnsafeRawBufferPointer(rebasing: buffer[..<length]))
        for wake in registry.withLock({ $0.note(events) }) { wake() }
        if length < size / 2 { return }
      }
    }
  }

  func forget(_ watches: [Int32]) {
    for watch in watches { inotify_rm_watch(descriptor, watch) }
  }
}
