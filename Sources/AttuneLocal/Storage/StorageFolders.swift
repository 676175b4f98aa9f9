// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import Glibc

/// Buckets and paths of this machine as gsutil sees them: names, and whether they are files or folders.
///
/// They are the buckets of `LocalObjectStorage`, which is for those who speak of objects.
/// As there, what holds no object is not there at all: empty folders are nothing, and links are no objects.
package struct StorageFolders: Sendable {
  let root: String
  /// For copies that are not whole yet: `$ATTUNE_HOME/uploads`, as for those that come over HTTP.
  let drafts: String

  package init(home: AttuneHome) {
    root = home.storage
    drafts = home.uploads
  }

  package enum Kind: Sendable {
    case missing, file, folder
  }

  func path(of place: StoragePlace) -> String {
    switch place {
    case .local(let path, _): path
    case .stored(let url): ([root, url.bucket] + url.components).joined(separator: "/")
    }
  }

  package func kind(of place: StoragePlace) -> Kind {
    let path = path(of: place)
    var status = stat()
    switch place {
    case .local:
      guard stat(path, &status) == 0 else { return .missing }
      return status.st_mode & S_IFMT == S_IFDIR ? .folder : .file
    case .stored(let url):
      guard lstat(path, &status) == 0 else { return .missing }
      switch status.st_mode & S_IFMT {
      case S_IFREG: return url.isFolder ? .missing : .file
      // A bucket is there also while it is empty.
      case S_IFDIR: return url.isBucket || holdsObjects(path) ? .folder : .missing
      default: return .missing
      }
    }
  }

  /// Names, and whether they are folders, in the order of their bytes: what Cloud Storage lists below a prefix.
  func children(of place: StoragePlace) throws(GsutilError) -> [(name: String, isFolder: Bool)] {
    let path = path(of: place)
    do throws(SystemError) {
      let entries = try Descriptor.directory(path).entries().filter { !$0.name.text.hasPrefix(FileCopy.prefix) }
      return entries.compactMap { entry in
        let name = entry.name.text
        switch entry.kind {
        case .file: return (name, false)
        case .directory: return place.isStored && !holdsObjects("\(path)/\(name)") ? nil : (name, true)
        case .link where !place.isStored:
          return kind(of: place.appending([name])) == .missing
            ? nil : (name, kind(of: place.appending([name])) == .folder)
        case .link, .special: return nil
        }
      }
    } catch {
      throw GsutilError("CommandException: \(error)")
    }
  }

  /// All files below a folder, by their path in it. Links to folders are not followed.
  func files(below place: StoragePlace) throws(GsutilError) -> [[String]] {
    do throws(SystemError) {
      let tree = try FileTree(of: .directory(path(of: place)))
      let links = place.isStored ? [] : tree.links.map(\.path).filter { isFile($0, in: place) }
      return (tree.files.map(\.path) + links).sorted().map { path in
        path.components.map { String(decoding: $0, as: UTF8.self) }
      }.filter { $0.last?.hasPrefix(FileCopy.prefix) == false }
    } catch {
      throw GsutilError("CommandException: \(error)")
    }
  }

  private func isFile(_ link: RelativePath, in place: StoragePlace) -> Bool {
    kind(of: .local("\(path(of: place))/\(link.text)", isFolder: false)) == .file
  }

  private func holdsObjects(_ folder: String) -> Bool {
    guard let entries = try? Descriptor.directory(folder).entries() else { return false }
    return entries.contains { entry in
      switch entry.kind {
      case .file: !entry.name.text.hasPrefix(FileCopy.prefix)
      case .directory: holdsObjects("\(folder)/\(entry.name.text)")
      case .link, .special: false
      }
    }
  }
}

// MARK: - Buckets

extension StorageFolders {
  package func buckets() throws(GsutilError) -> [String] {
    guard access(root, F_OK) == 0 else { return [] }
    do throws(SystemError) {
      return try Descriptor.directory(root).entries().filter { $0.kind == .directory }.map(\.name.text)
    } catch {
      throw GsutilError("CommandException: \(error)")
    }
  }

  package func makeBucket(_ url: StorageURL) throws(GsutilError) {
    guard url.isBucket, (try? Bucket.check(url.bucket)) != nil else {
      throw GsutilError("InvalidUrlError: Invalid bucket name in URL \"\(url)\"")
    }
    let isNew: Bool
    do throws(SystemError) {
      try Directory.make(root)
      isNew = try Directory.makeNew("\(root)/\(url.bucket)")
    } catch {
      throw GsutilError("CommandException: \(error)")
    }
    guard isNew else {
      throw GsutilError(
        "ServiceException: 409 A Cloud Storage bucket named '\(url.bucket)' already exists. Try another name.")
    }
  }

  /// Nothing can be written where there is no bucket.
  func requireBucket(of place: StoragePlace) throws(GsutilError) {
    guard case .stored(let url) = place else { return }
    guard !url.bucket.isEmpty else { throw GsutilError("InvalidUrlError: \"gs://\" names no bucket.") }
    guard access("\(root)/\(url.bucket)", F_OK) == 0 else {
      throw GsutilError(
        "BucketNotFoundException: 404 gs://\(url.bucket) bucket does not exist. Buckets are folders of this machine: "
          + "make it with 'gsutil mb gs://\(url.bucket)'.")
    }
  }
}
