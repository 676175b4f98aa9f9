// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal
import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// `$ATTUNE_HOME/probe/<id>`: a job's folder without a job, on the file system where jobs live.
struct ProbeFolder {
  let job: JobID
  private let paths: JobPaths
  private let parent: String
  private let gpuLocks: String

  init(in home: AttuneHome) {
    job = JobID(createdAt: Composition.now())
    parent = Self.parent(in: home)
    gpuLocks = home.gpus
    paths = JobPaths(folder: "\(parent)/\(job)_\(getpid())")
  }

  static func parent(in home: AttuneHome) -> String { "\(home.folder)/probe" }

  /// - Returns: what the user should know about the copy.
  func takeSnapshot(of spec: JobSpec, home: AttuneHome) throws -> [String] {
    try Snapshot.take(of: spec, home: home, into: paths)?.notices ?? []
  }

  /// A `jobDir` of the configuration is replaced by one of the probe's own.
  func executor(for spec: JobSpec, environment: [String: String]) -> LocalTrialExecutor {
    LocalTrialExecutor(
      for: spec, in: paths, environment: environment, gpuLocks: gpuLocks,
      jobDirectory: spec.jobDirectory.map { _ in "\(paths.folder)/job-dir" })
  }

  func remove() {
    try? FileManager.default.removeItem(atPath: paths.folder)
    // Only where no other probe is at work.
    rmdir(parent)
  }
}
