// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import Glibc

/// What a file held before the launch, such as a project's own log in a working copy: none of it is the trial's.
struct InheritedContent {
  private let size: Int
  private let stamp: FileStamp
  private let fingerprint: ContentFingerprint

  /// Nil where there is nothing to read.
  ///
  /// - Parameter stamp: of the copy, where another file is read for it.
  private init?(path: String, stamp: FileStamp? = nil) {
    guard let file = try? Descriptor(opening: path, O_RDONLY), let own = try? FileStamp(of: file) else { return nil }
    let stamp = stamp ?? own
    guard stamp.size > 0, let fingerprint = try? ContentFingerprint(of: file, size: Int(stamp.size)) else { return nil }
    size = Int(stamp.size)
    self.stamp = stamp
    self.fingerprint = fingerprint
  }

  /// A file of a working copy: what was copied lies in the job's `source/`.
  init?(copyOf file: String, at place: TrialPlace) {
    let paths = TrialPaths(folder: place.folder)
    guard place.workingDirectory == paths.work,
      let stamp = try? CopyManifest.read(from: paths.workManifest)?.copies[RelativePath(file)]
    else { return nil }
    let job = JobPaths(folder: "\(place.folder)/../../..")
    self.init(path: "\(job.source)/\(file)", stamp: stamp)
  }

  /// A file anywhere else that was last written before the launch.
  init?(_ path: String, beforeLaunchAt place: TrialPlace) {
    guard let launch = Self.modified(TrialPaths(folder: place.folder).launchRecord),
      let modified = Self.modified(path), modified < launch
    else { return nil }
    self.init(path: path)
  }

  private static func modified(_ path: String) -> Int64? {
    guard let file = try? Descriptor(opening: path, O_RDONLY) else { return nil }
    return try? FileStamp(of: file).modified
  }

  /// How many bytes of the file as it is now were there before: all or none.
  ///
  /// - Parameter isLast: nothing more is written; a file that was touched and did not grow was written anew.
  func length(in file: borrowing Descriptor, isLast: Bool) -> Int {
    guard fingerprint.matches(file) else { return 0 }
    guard isLast, let now = try? FileStamp(of: file), now.size == stamp.size, now != stamp else { return size }
    return 0
  }
}
