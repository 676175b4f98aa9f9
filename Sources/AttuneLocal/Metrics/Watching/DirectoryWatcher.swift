// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Glibc
import Synchronization

/// Tells followers which of their directories have changed: one inotify descriptor for all of them.
///
/// A class, since its identity is the point: followers and the kernel's queue share one. Where the system gives
/// no descriptor, or no more watches, followers are told so and poll.
final class DirectoryWatcher: Sendable {
  /// How many directories are watched at most.
  private let limit: Int
  private let queue: InotifyQueue?

  /// - Parameter rest: what happens within this time after other news is told together.
  init(limit: Int, rest: Duration) {
    self.limit = limit
    queue = InotifyQueue()
    if let queue {
      // A thread of its own: it waits most of its life, for less than a source in a dispatch queue costs.
      DispatchQueue(label: "attune.inotify").async { queue.relay(rest: rest) }
    }
  }

  deinit { queue?.stop() }

  /// - Parameter wake: called once for all changes until they are taken.
  func subscribe(wake: @escaping @Sendable () -> Void) -> DirectorySubscription? {
    queue.map { DirectorySubscription(to: $0, limit: limit, wake: wake) }
  }
}

/// What is watched for one follower, for as long as it holds this.
final class DirectorySubscription: Sendable {
  enum Outcome: Sendable, Hashable {
    case watched
    /// The system, or the watcher's limit, allows no more.
    case exhausted
    /// This directory can't be watched.
    case impossible
  }

  private let queue: InotifyQueue
  private let limit: Int
  private let id: Int

  fileprivate init(to queue: InotifyQueue, limit: Int, wake: @escaping @Sendable () -> Void) {
    self.queue = queue
    self.limit = limit
    id = queue.registry.withLock { $0.add(wake: wake) }
  }

  deinit { queue.registry.withLock { queue.forget($0.remove(id)) } }

  /// Watches a directory from now on: what is in it already is to be listed after this.
  func watch(_ directory: borrowing Descriptor, as name: WatchedDirectory) -> Outcome {
    // The descriptor's own path, so that no link can be put in the way.
    let path = "/proc/self/fd/\(directory.raw)"
    return queue.registry.withLock { registry in
      guard registry.watchCount < limit else { return .exhausted }
      let watch = inotify_add_watch(queue.descriptor, path, InotifyEvent.wanted)
      guard watch >= 0 else { return errno == ENOSPC ? .exhausted : .impossible }
      queue.forget(registry.add(watch, for: id, as: name).map { [$0] } ?? [])
      return .watched
    }
  }

  func unwatch(_ name: WatchedDirectory) {
    queue.registry.withLock { queue.forget($0.remove(name, of: id).map { [$0] } ?? []) }
  }

  func takeChanges() -> FileChanges { queue.registry.withLock { $0.takeChanges(of: id) } }
}
