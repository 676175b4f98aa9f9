// SPDX-License-Identifier: Apache-2.0

/// `gsutil cp`: which file goes where, decided before anything is copied.
package struct StorageCopy: Sendable {
  package struct Step: Sendable, Hashable {
    package let source: StoragePlace
    package let destination: StoragePlace
  }

  package struct Options: Sendable {
    package var isRecursive = false
    /// What is there already is left as it is.
    package var keepsExisting = false

    package init() {}
  }

  package private(set) var steps: [Step] = []
  /// Folders that were named without `-r`.
  package private(set) var omitted: [StoragePlace] = []

  private static let noFolder = GsutilError(
    """
    CommandException: Destination URL must name a directory, bucket, or bucket
    subdirectory for the multiple source form of the cp command.
    """)

  /// A folder that is copied becomes the destination where there is nothing by that name, and goes inside where there is.
  package init(
    of sources: [StoragePlace], to destination: StoragePlace, options: Options, in storage: StorageFolders
  ) throws(GsutilError) {
    try storage.requireBucket(of: destination)
    let items = try matches(of: sources, recursive: options.isRecursive, in: storage)
    let isFolder = storage.kind(of: destination) == .folder
    let isInto = isFolder || items.count > 1
    for item in items {
      // Only the storage makes folders by the way: on this machine they must be there.
      if (isInto || item.isFolder) && !isFolder && !destination.isStored { throw Self.noFolder }
      let target =
        isInto || !item.isFolder && destination.namesFolder
        ? destination.appending([item.place.name]) : destination
      if item.isFolder {
        steps += try storage.files(below: item.place).map {
          Step(source: item.place.appending($0), destination: target.appending($0))
        }
      } else {
        steps.append(Step(source: item.place, destination: target))
      }
    }
    if options.keepsExisting { steps.removeAll { storage.kind(of: $0.destination) != .missing } }
  }

  private mutating func matches(
    of sources: [StoragePlace], recursive: Bool, in storage: StorageFolders
  ) throws(GsutilError) -> [StorageFolders.Match] {
    var items: [StorageFolders.Match] = []
    for source in sources {
      let found = try storage.matches(of: source)
      guard !found.isEmpty else { throw GsutilError("CommandException: No URLs matched: \(source.written)") }
      items += recursive ? found : found.filter { !$0.isFolder }
      if !recursive { omitted += found.filter(\.isFolder).map(\.place) }
    }
    return items
  }
}

extension StorageFolders {
  /// - Returns: how many bytes were copied.
  package func copy(_ step: StorageCopy.Step) throws(GsutilError) -> Int64 {
    do throws(SystemError) {
      return try FileCopy(
        source: path(of: step.source), destination: path(of: step.destination),
        drafts: step.destination.isStored ? drafts : nil
      ).run()
    } catch {
      throw GsutilError("CommandException: \(step.source) was not copied to \(step.destination): \(error)")
    }
  }
}

extension StoragePlace {
  /// As it is named in messages: a path without its scheme.
  fileprivate var written: String {
    switch self {
    case .local(let path, _): path
    case .stored(let url): "\(url)"
    }
  }
}
