// SPDX-License-Identifier: Apache-2.0

/// What gsutil works on, by name: a path of this machine, or a place in the storage.
package enum StoragePlace: Sendable, Hashable, CustomStringConvertible {
  /// As the user wrote it, without slashes at the end.
  case local(String, isFolder: Bool)
  case stored(StorageURL)

  package init(_ text: String) throws(GsutilError) {
    if let url = try StorageURL(text) {
      self = .stored(url)
      return
    }
    let path = text.hasPrefix("file://") ? String(text.dropFirst(7)) : text
    guard !path.isEmpty, !path.contains("\0") else { throw GsutilError("InvalidUrlError: Invalid URL: \(text)") }
    var bare = path[...]
    while bare.count > 1, bare.last == "/" { bare.removeLast() }
    self = .local(String(bare), isFolder: bare.endIndex != path.endIndex)
  }

  /// `gs://bucket/object` or `file://path`.
  package var description: String {
    switch self {
    case .local(let path, _): "file://\(path)"
    case .stored(let url): "\(url)"
    }
  }

  func appending(_ names: [String]) -> StoragePlace {
    guard !names.isEmpty else { return self }
    return switch self {
    case .local(let path, _):
      .local((path == "/" ? "" : path) + "/" + names.joined(separator: "/"), isFolder: false)
    case .stored(let url): .stored(url.appending(names))
    }
  }

  /// The last component.
  var name: String {
    switch self {
    case .local(let path, _): path.split(separator: "/").last.map(String.init) ?? path
    case .stored(let url): url.components.last ?? url.bucket
    }
  }

  /// Whether it can only be a folder by the way it is written.
  var namesFolder: Bool {
    switch self {
    case .local(_, let isFolder): isFolder
    case .stored(let url): url.isFolder || url.isBucket
    }
  }

  var isStored: Bool { if case .stored = self { true } else { false } }
}
