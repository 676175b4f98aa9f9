// SPDX-License-Identifier: Apache-2.0
import AttuneJob

extension FollowedRoot {
  /// Where a trial may write, in the order in which it is looked at: its `--job-dir`, its working directory, the
  /// directories that the configuration names, and cloudml-hypertune's file.
  static func all(of place: TrialPlace) -> [FollowedRoot] {
    let launch = launchTime(at: place)
    var trees = [(path: place.workingDirectory, prefix: "")]
    if let directory = place.jobDirectory { trees.insert((directory, directory), at: 0) }
    trees += place.logDirectories.map { ($0, $0) }
    var roots: [FollowedRoot] = []
    for (index, tree) in trees.enumerated() {
      let others = trees.indices.filter { other in
        other != index && isInside(tree.path, trees[other].path) && (other < index || tree.path != trees[other].path)
      }
      // The working directory is a root of its own, or what is told of its files would change.
      guard others.isEmpty || tree.prefix.isEmpty else { continue }
      // A private copy holds nothing older than the launch.
      let isPrivate = isInside(tree.path, place.folder)
      roots.append(.tree(tree.path, prefix: tree.prefix, since: isPrivate ? 0 : launch))
    }
    let hypertune = TrialPaths(folder: place.folder).hypertune
    return roots + [.named([MetricFileKind.hypertuneName], of: .hypertune, in: hypertune, since: 0)]
  }

  /// Files outside, which the trial's processes were seen to write.
  static func outside(_ directory: String, at place: TrialPlace) -> FollowedRoot {
    .named([], of: .events, in: directory, since: launchTime(at: place))
  }

  /// Nanoseconds since 1970; 0 where it is not recorded.
  private static func launchTime(at place: TrialPlace) -> Int64 {
    let record = RelativePath(TrialPaths(folder: place.folder).launchRecord)
    return (try? FileStamp(of: record, in: Descriptor.directory(place.folder)).modified) ?? 0
  }

  static func isInside(_ path: String, _ folder: String) -> Bool {
    path == folder || path.hasPrefix(folder.hasSuffix("/") ? folder : "\(folder)/")
  }
}
