// SPDX-License-Identifier: Apache-2.0

/// `gs://bucket/path/of/object`, or the part of a bucket below `gs://bucket/path`.
package struct StorageURL: Sendable, Hashable, CustomStringConvertible {
  package static let scheme = "gs://"

  /// Empty for all buckets.
  package let bucket: String
  /// Of the object's name, between its slashes.
  package let components: [String]
  /// Whether it was written with a slash at the end: then it can only be a folder.
  package let isFolder: Bool

  /// Nil for what does not begin with `gs://`.
  ///
  /// - Throws: for a name that could leave its bucket's folder.
  package init?(_ text: String) throws(GsutilError) {
    guard text.hasPrefix(Self.scheme) else { return nil }
    let parts = text.dropFirst(Self.scheme.count).split(separator: "/", omittingEmptySubsequences: false)
    bucket = String(parts.first ?? "")
    let names = parts.dropFirst()
    isFolder = names.last?.isEmpty ?? false
    components = (isFolder ? names.dropLast() : names).map(String.init)
    let isPlain = components.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." && !$0.contains("\0") }
    guard isPlain, bucket.isEmpty ? components.isEmpty : Self.isBucketName(bucket) else {
      throw GsutilError("InvalidUrlError: Invalid URL: \(text)")
    }
  }

  private init(bucket: String, components: [String]) {
    self.bucket = bucket
    self.components = components
    isFolder = false
  }

  package func appending(_ names: some Sequence<String>) -> StorageURL {
    StorageURL(bucket: bucket, components: components + names)
  }

  package var isBucket: Bool { components.isEmpty }

  /// Without a slash at the end.
  package var description: String {
    Self.scheme + ([bucket] + components).joined(separator: "/")
  }

  /// Wildcards are allowed: they are matched against the names of buckets.
  private static func isBucketName(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first, first != ".", first != "-" else { return false }
    return name.unicodeScalars.allSatisfy {
      $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || ".-_*?[]".unicodeScalars.contains($0))
    }
  }
}

/// What gsutil says when it can't: its exception's name, and what is wrong.
package struct GsutilError: Error, Sendable, Hashable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }

  static let nothingMatched = GsutilError("CommandException: One or more URLs matched no objects.")
}
