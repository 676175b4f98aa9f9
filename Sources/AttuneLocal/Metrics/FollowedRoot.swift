// SPDX-License-Identifier: Apache-2.0
import AttuneJob

/// A directory that is searched for event files.
struct FollowedRoot {
  private(set) var tree: EventFileTree
  /// Stands before what is told of its files.
  let prefix: String
  /// Nanoseconds since 1970: what was not touched since is not this trial's.
  let since: Int64
  private var troubles: [SystemError] = []

  private init(_ path: String, prefix: String, since: Int64) {
    tree = EventFileTree(root: path)
    self.prefix = prefix
    self.since = since
  }

  /// The trial's `--job-dir`, then its working directory.
  static func all(of place: TrialPlace) -> [FollowedRoot] {
    let work = FollowedRoot(
      place.workingDirectory, prefix: "", since: since(of: place.workingDirectory, at: place))
    guard let directory = place.jobDirectory, !isInside(directory, place.workingDirectory) else { return [work] }
    return [FollowedRoot(directory, prefix: directory, since: since(of: directory, at: place)), work]
  }

  /// A private copy holds nothing older than the launch; elsewhere the launch record tells its time.
  private static func since(of path: String, at place: TrialPlace) -> Int64 {
    guard !isInside(path, place.folder) else { return 0 }
    let record = RelativePath(TrialPaths(folder: place.folder).launchRecord)
    do {
      return try FileStamp(of: record, in: Descriptor.directory(place.folder)).modified
    } catch {
      return 0
    }
  }

  private static func isInside(_ path: String, _ folder: String) -> Bool {
    path == folder || path.hasPrefix(folder.hasSuffix("/") ? folder : "\(folder)/")
  }

  /// Event files in directories that have changed.
  mutating func refresh(all: Bool, number: Int) -> [EventFilePath] {
    let (files, troubles) = tree.refresh(all: all)
    self.troubles += troubles
    return files.map { EventFilePath($0, root: number, prefix: prefix) }
  }

  mutating func takeTrouble() -> SystemError? { troubles.popLast() }

  /// Looks at every file of this root.
  func look(at files: inout [FollowedFile], root number: Int, isLast: Bool) {
    guard let root = try? Descriptor.directory(tree.root) else { return }
    for index in files.indices where files[index].path.root == number {
      files[index].look(in: root, since: since, isLast: isLast)
    }
  }

  func readPortion(of file: inout FollowedFile, isLast: Bool) throws(SystemError) -> FollowedFile.Portion {
    try file.readPortion(in: Descriptor.directory(tree.root), isLast: isLast)
  }
}
