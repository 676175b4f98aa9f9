// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import CAttune
// Dispatch sources may be used from any thread; the module does not say so.
@preconcurrency import Dispatch
import Glibc

/// A living supervisor on this host, of this or an earlier life of Attune.
struct SupervisorProcess: ~Copyable {
  private let pid: pid_t
  private let descriptor: Descriptor

  /// Nil where it is gone. Never mistakes another process with its pid for it: the start time decides, and is
  /// read while the descriptor already holds on to the process.
  init?(_ handle: TrialHandle) {
    guard handle.bootID == Host.current.bootID else { return nil }
    guard let pid = pid_t(exactly: handle.pid), pid > 0 else { return nil }
    let raw = attune_pidfd_open(pid)
    guard raw >= 0 else { return nil }
    let descriptor = Descriptor(adopting: raw)
    guard attune_start_ticks(pid) == UInt64(exactly: handle.startTicks) else { return nil }
    self.pid = pid
    self.descriptor = descriptor
  }

  /// Returns when it has ended, or at once when the task is cancelled; blocks no thread.
  consuming func end() async {
    let raw = descriptor.release()
    let ended = AsyncStream<Never> { continuation in
      let source = DispatchSource.makeReadSource(fileDescriptor: raw, queue: .global())
      source.setEventHandler { continuation.finish() }
      source.setCancelHandler { close(raw) }
      continuation.onTermination = { _ in source.cancel() }
      source.activate()
    }
    for await _ in ended {}
  }

  /// Lets our own child go when it has ended, whether anyone waits for the trial or not: no zombies.
  consuming func reapAtEnd() {
    let pid = pid, raw = descriptor.release()
    let source = DispatchSource.makeReadSource(fileDescriptor: raw, queue: .global())
    source.setEventHandler {
      waitpid(pid, nil, WNOHANG)
      source.cancel()
    }
    source.setCancelHandler { close(raw) }
    source.activate()
  }

  /// Asks for the end of the whole tree; the supervisor sees to it, whatever becomes of us.
  borrowing func terminate(grace: Duration) throws(SystemError) {
    let milliseconds = Int32(clamping: Int64(grace / .milliseconds(1)))
    guard attune_terminate(descriptor.raw, max(0, milliseconds)) == 0 || errno == ESRCH else {
      throw SystemError("stop the trainer under process", "\(pid)")
    }
  }
}
