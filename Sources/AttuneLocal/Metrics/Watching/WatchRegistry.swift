// SPDX-License-Identifier: Apache-2.0

/// Which follower is told of which directory, and what it was told and has not asked for yet.
struct WatchRegistry {
  struct Follower {
    var changes = FileChanges()
    /// Called once for all changes until they are taken.
    let wake: @Sendable () -> Void
    /// The kernel's number of each directory.
    var watches: [WatchedDirectory: Int32] = [:]
  }

  private struct Listener: Hashable {
    let follower: Int
    let directory: WatchedDirectory
  }

  private var followers: [Int: Follower] = [:]
  /// Two followers may watch one directory, and one may know it under two names.
  private var listeners: [Int32: Set<Listener>] = [:]
  private var next = 0

  var watchCount: Int { listeners.count }

  mutating func add(wake: @escaping @Sendable () -> Void) -> Int {
    defer { next += 1 }
    followers[next] = Follower(wake: wake)
    return next
  }

  /// - Returns: the numbers that nobody wants any more.
  mutating func remove(_ id: Int) -> [Int32] {
    let watches = followers.removeValue(forKey: id)?.watches ?? [:]
    return watches.compactMap { drop($0.value, Listener(follower: id, directory: $0.key)) }
  }

  /// - Returns: a number that nobody wants any more.
  mutating func add(_ watch: Int32, for id: Int, as directory: WatchedDirectory) -> Int32? {
    guard followers[id] != nil else { return nil }
    listeners[watch, default: []].insert(Listener(follower: id, directory: directory))
    let former = followers[id]?.watches.updateValue(watch, forKey: directory)
    guard let former, former != watch else { return nil }
    return drop(former, Listener(follower: id, directory: directory))
  }

  /// - Returns: a number that nobody wants any more.
  mutating func remove(_ directory: WatchedDirectory, of id: Int) -> Int32? {
    guard let watch = followers[id]?.watches.removeValue(forKey: directory) else { return nil }
    return drop(watch, Listener(follower: id, directory: directory))
  }

  mutating func takeChanges(of id: Int) -> FileChanges {
    guard let changes = followers[id]?.changes else { return FileChanges() }
    followers[id]?.changes = FileChanges()
    return changes
  }

  /// - Returns: whom to wake.
  mutating func note(_ events: [InotifyEvent]) -> [@Sendable () -> Void] {
    var woken: Set<Int> = []
    for event in events { note(event, &woken) }
    return woken.compactMap { followers[$0]?.wake }
  }

  private mutating func note(_ event: InotifyEvent, _ woken: inout Set<Int>) {
    if event.hasOverflowed {
      for id in followers.keys { change(id, &woken) { $0.noteEverything() } }
    } else if event.isLast {
      for listener in listeners.removeValue(forKey: event.watch) ?? [] {
        followers[listener.follower]?.watches[listener.directory] = nil
      }
    } else if event.isDirectory || MetricFileKind.mayBeMeant(event.name) {
      for listener in listeners[event.watch] ?? [] {
        change(listener.follower, &woken) { changes in
          if event.isNew { changes.note(new: event.name, in: listener.directory) }
          if !event.isDirectory { changes.note(event.name, in: listener.directory) }
        }
      }
    }
  }

  private mutating func change(_ id: Int, _ woken: inout Set<Int>, _ body: (inout FileChanges) -> Void) {
    guard var follower = followers[id] else { return }
    if follower.changes.isEmpty { woken.insert(id) }
    body(&follower.changes)
    followers[id] = follower
  }

  private mutating func drop(_ watch: Int32, _ listener: Listener) -> Int32? {
    listeners[watch]?.remove(listener)
    guard listeners[watch]?.isEmpty == true else { return nil }
    listeners[watch] = nil
    return watch
  }
}
