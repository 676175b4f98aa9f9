// SPDX-License-Identifier: Apache-2.0

extension StorageFolders {
  /// A place that a URL means, with or without wildcards.
  package struct Match: Sendable, Hashable {
    package let place: StoragePlace
    package let isFolder: Bool
  }

  /// What is there by that name; nothing where there is none.
  package func matches(of place: StoragePlace) throws(GsutilError) -> [Match] {
    switch place {
    case .stored(let url):
      let buckets = url.bucket.hasWildcard ? try self.buckets().filter(url.bucket.matches) : [url.bucket]
      guard url.bucket.hasWildcard || url.bucket.isEmpty || kind(of: .stored(url.ofBucket)) == .folder else {
        try requireBucket(of: place)
        return []
      }
      var found: [Match] = []
      for bucket in buckets {
        guard let root = try StorageURL(StorageURL.scheme + bucket) else { continue }
        found += try expand(url.components[...], below: .stored(root))
      }
      return url.isFolder ? found.filter(\.isFolder) : found
    case .local(let path, _):
      guard path.hasWildcard else {
        let kind = kind(of: place)
        return kind == .missing ? [] : [Match(place: place, isFolder: kind == .folder)]
      }
      let components = path.split(separator: "/").map(String.init)
      return try expand(components[...], below: path.hasPrefix("/") ? .local("/", isFolder: true) : nil)
    }
  }

  /// - Parameter folder: nil is the working directory.
  private func expand(
    _ components: ArraySlice<String>, below folder: StoragePlace?
  ) throws(GsutilError) -> [Match] {
    guard let pattern = components.first else { return folder.map { [Match(place: $0, isFolder: true)] } ?? [] }
    let rest = components.dropFirst()
    func entry(_ name: String) -> StoragePlace { folder?.appending([name]) ?? .local(name, isFolder: false) }
    guard pattern.hasWildcard else {
      let place = entry(pattern)
      let kind = kind(of: place)
      guard kind == .folder, !rest.isEmpty else {
        return kind == .missing || !rest.isEmpty ? [] : [Match(place: place, isFolder: kind == .folder)]
      }
      return try expand(rest, below: place)
    }
    let parent = folder ?? .local(".", isFolder: true)
    if pattern == "**" {
      let suffix = rest.first ?? "*"
      return try files(below: parent).filter { $0.last?.matches(suffix) ?? false }
        .map { Match(place: parent.appending($0), isFolder: false) }
    }
    var found: [Match] = []
    for child in try children(of: parent) where child.name.matches(pattern) && isMeant(child.name, by: pattern, folder)
    {
      if rest.isEmpty {
        found.append(Match(place: entry(child.name), isFolder: child.isFolder))
      } else if child.isFolder {
        found += try expand(rest, below: entry(child.name))
      }
    }
    return found
  }

  /// On this machine, as in a shell, a wildcard does not stand for a dot at the beginning.
  private func isMeant(_ name: String, by pattern: String, _ folder: StoragePlace?) -> Bool {
    folder?.isStored == true || !name.hasPrefix(".") || pattern.hasPrefix(".")
  }
}

extension StorageURL {
  fileprivate var ofBucket: StorageURL { isBucket ? self : (try? StorageURL("gs://\(bucket)")) ?? self }
}

extension String {
  fileprivate var hasWildcard: Bool { contains { "*?[".contains($0) } }

  fileprivate func matches(_ pattern: String) -> Bool { Wildcard(pattern.utf8).matches(Array(utf8)[...]) }
}
