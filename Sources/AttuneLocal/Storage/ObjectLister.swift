// SPDX-License-Identifier: Apache-2.0
import AttuneJob

/// Walks a bucket in the order of its objects' names, and no further than it must.
struct ObjectLister {
  private static let slash = UInt8(ascii: "/")

  let prefix: [UInt8]
  let delimiter: Bool
  let after: [UInt8]?
  let limit: Int

  private(set) var objects: [(name: String, stamp: FileStamp)] = []
  private(set) var prefixes: [String] = []
  /// The last name or prefix that was taken.
  private(set) var last: String?
  /// Whether there is more than was taken.
  private(set) var isFull = false

  init(prefix: [UInt8], delimiter: Bool, after: [UInt8]?, limit: Int) {
    self.prefix = prefix
    self.delimiter = delimiter
    self.after = after
    self.limit = limit
  }

  /// - Parameter path: the folder's, with a slash at its end; empty for the bucket.
  mutating func visit(_ folder: borrowing Descriptor, path: [UInt8]) throws(SystemError) {
    // A folder's objects come where its name stands with the slash behind it.
    let entries = try folder.entries().map { entry in
      (entry, key: path + Array(entry.name.utf8) + (entry.kind == .directory ? [Self.slash] : []))
    }.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    for (entry, key) in entries where !isFull {
      switch entry.kind {
      case .directory: try visit(entry.name, in: folder, key: key)
      // A copy that is not whole yet.
      case .file where entry.name.text.hasPrefix(FileCopy.prefix): continue
      case .file where key.starts(with: prefix) && isAfter(key):
        guard let name = String(validating: key, as: UTF8.self) else { continue }
        guard let stamp = try? FileStamp(of: entry.name, in: folder) else { continue }
        take(name) { $0.objects.append((name, stamp)) }
      case .file, .link, .special: continue
      }
    }
  }

  private mutating func visit(
    _ name: RelativePath, in folder: borrowing Descriptor, key: [UInt8]
  ) throws(SystemError) {
    guard prefix.starts(with: key) || key.starts(with: prefix) else { return }
    if let after, !after.starts(with: key), key.lexicographicallyPrecedes(after) { return }
    if delimiter, key.count > prefix.count, key.starts(with: prefix) {
      // Told already, where it is what the page before ended with.
      guard let text = String(validating: key, as: UTF8.self), isAfter(key) else { return }
      return take(text) { $0.prefixes.append(text) }
    }
    guard let below = try? folder.directory(below: name) else { return }
    try visit(below, path: key)
  }

  private func isAfter(_ key: [UInt8]) -> Bool { after.map { $0.lexicographicallyPrecedes(key) } ?? true }

  private mutating func take(_ name: String, _ body: (inout ObjectLister) -> Void) {
    guard objects.count + prefixes.count < limit else {
      isFull = true
      return
    }
    body(&self)
    last = name
  }
}
