// SPDX-License-Identifier: Apache-2.0

/// `gsutil ls`: objects before folders, each in the order of their names.
package struct StorageListing: Sendable {
  package struct Options: Sendable {
    package var isRecursive = false
    /// Folders themselves, not what is in them.
    package var showsFolders = false

    package init() {}
  }

  package private(set) var lines: [String] = []
  private let storage: StorageFolders
  private let options: Options

  /// - Parameter urls: without any, the buckets are listed.
  package init(of urls: [StorageURL], options: Options, in storage: StorageFolders) throws(GsutilError) {
    self.storage = storage
    self.options = options
    guard !urls.isEmpty else {
      lines = try storage.buckets().map { "gs://\($0)/" }
      return
    }
    for url in urls {
      if url.bucket.isEmpty {
        lines += try storage.buckets().map { "gs://\($0)/" }
      } else {
        try list(url)
      }
    }
  }

  private mutating func list(_ url: StorageURL) throws(GsutilError) {
    let matches = try storage.matches(of: .stored(url))
    guard !matches.isEmpty else { throw .nothingMatched }
    // A bucket is listed as what it holds, which may be nothing.
    if url.isBucket, !options.isRecursive, let bucket = matches.first, matches.count == 1 {
      if options.showsFolders { lines.append("\(bucket.place)/") } else { try listContents(of: bucket.place) }
      return
    }
    let objects = matches.filter { !$0.isFolder }
    lines += objects.map { "\($0.place)" }
    for (index, folder) in matches.filter(\.isFolder).enumerated() {
      if options.showsFolders {
        lines.append("\(folder.place)/")
        continue
      }
      let hasHeader = matches.count > 1 || options.isRecursive && !url.isBucket
      if hasHeader {
        if index > 0 || !objects.isEmpty { lines.append("") }
        lines.append("\(folder.place)/:")
      }
      try listContents(of: folder.place)
    }
  }

  private mutating func listContents(of folder: StoragePlace) throws(GsutilError) {
    let children = try storage.children(of: folder)
    lines += children.filter { !$0.isFolder }.map { "\(folder.appending([$0.name]))" }
    for child in children where child.isFolder {
      let place = folder.appending([child.name])
      if options.isRecursive {
        lines += ["", "\(place)/:"]
        try listContents(of: place)
      } else {
        lines.append("\(place)/")
      }
    }
  }
}
