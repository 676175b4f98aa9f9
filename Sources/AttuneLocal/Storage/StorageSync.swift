// SPDX-License-Identifier: Apache-2.0
import Glibc

/// `gsutil rsync`: what makes one folder like another, decided before anything is done.
package struct StorageSync: Sendable {
  package struct Options: Sendable {
    package var isRecursive = false
    /// What only the destination has is removed.
    package var removesExtra = false
    /// Contents are compared, not times.
    package var comparesContents = false

    package init() {}
  }

  package private(set) var copies: [StorageCopy.Step] = []
  package private(set) var removals: [StoragePlace] = []

  /// - Parameter isExcluded: whether a path below either folder is left as it is.
  package init(
    from source: StoragePlace, to destination: StoragePlace, options: Options, in storage: StorageFolders,
    isExcluded: (String) -> Bool = { _ in false }
  ) throws(GsutilError) {
    try storage.requireBucket(of: source)
    try storage.requireBucket(of: destination)
    try Self.requireFolder(source, canBeMissing: false, in: storage)
    try Self.requireFolder(destination, canBeMissing: destination.isStored, in: storage)
    func files(below place: StoragePlace) throws(GsutilError) -> [[String]] {
      try Self.files(below: place, recursive: options.isRecursive, in: storage)
        .filter { !isExcluded($0.joined(separator: "/")) }
    }
    let wanted = try files(below: source)
    let present = storage.kind(of: destination) == .folder ? Set(try files(below: destination)) : []
    for path in wanted {
      let step = StorageCopy.Step(source: source.appending(path), destination: destination.appending(path))
      guard present.contains(path) else {
        copies.append(step)
        continue
      }
      if try storage.differ(step, byContent: options.comparesContents) { copies.append(step) }
    }
    if options.removesExtra {
      removals = present.subtracting(wanted).map { destination.appending($0) }.sorted {
        $0.description < $1.description
      }
    }
  }

  private static func files(
    below place: StoragePlace, recursive: Bool, in storage: StorageFolders
  ) throws(GsutilError) -> [[String]] {
    if recursive { return try storage.files(below: place) }
    return try storage.children(of: place).filter { !$0.isFolder }.map { [$0.name] }
  }

  private static func requireFolder(
    _ place: StoragePlace, canBeMissing: Bool, in storage: StorageFolders
  ) throws(GsutilError) {
    switch storage.kind(of: place) {
    case .folder: return
    case .missing where canBeMissing: return
    case .missing, .file:
      let name = "\(place)".hasPrefix("file://") ? String("\(place)".dropFirst(7)) : "\(place)"
      throw GsutilError(
        """
        CommandException: arg (\(name)) does not name a directory, bucket, or bucket subdir.
        If there is an object with the same path, please add a trailing
        slash to specify the directory.
        """)
    }
  }
}

extension StorageFolders {
  /// Removes a file; of the storage also the folders that are then empty, as there are none in Cloud Storage.
  package func remove(_ place: StoragePlace) throws(GsutilError) {
    let path = path(of: place)
    guard unlink(path) == 0 || errno == ENOENT else {
      throw GsutilError("CommandException: \(SystemError("remove", path))")
    }
    guard case .stored(let url) = place else { return }
    var folders = url.components.dropLast()
    while !folders.isEmpty, rmdir(([root, url.bucket] + folders).joined(separator: "/")) == 0 { folders.removeLast() }
  }

  /// Two files of one size and one time are taken for the same.
  fileprivate func differ(_ step: StorageCopy.Step, byContent: Bool) throws(GsutilError) -> Bool {
    do throws(SystemError) {
      let a = try Descriptor(opening: path(of: step.source), O_RDONLY | O_NONBLOCK)
      let b = try Descriptor(opening: path(of: step.destination), O_RDONLY | O_NONBLOCK)
      let (stampA, stampB) = (try FileStamp(of: a), try FileStamp(of: b))
      guard stampA.size == stampB.size else { return true }
      if !byContent, stampA.modified == stampB.modified { return false }
      var offset = 0
      while offset < Int(stampA.size) {
        let portion = try a.bytes(from: offset, count: 1 << 20)
        guard try b.bytes(from: offset, count: 1 << 20) == portion else { return true }
        guard !portion.isEmpty else { return false }
        offset += portion.count
      }
      return false
    } catch {
      throw GsutilError("CommandException: \(error)")
    }
  }
}
