// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal
import AttuneStudy

/// A directory of the user's and a job that takes a snapshot of it.
struct ScratchProject: Sendable {
  let folder: ScratchFolder
  let home: AttuneHome
  let job: JobPaths

  init(_ files: [String] = [], home: String = "home") throws {
    folder = try ScratchFolder()
    self.home = AttuneHome(folder: "\(folder.path)/\(home)")
    job = self.home.job(JobID(createdAt: Timestamp(milliseconds: 0)))
    try write("", to: "train.py")
    for name in files { try write("content of \(name)", to: name) }
  }

  var path: String { "\(folder.path)/project" }

  func write(_ content: String, to name: String) throws { try folder.write(content, to: "project/\(name)") }

  @discardableResult
  func snapshot(
    exclude: [String] = [], link: [String] = [], limits: SnapshotLimits = SnapshotLimits()
  ) throws -> Snapshot {
    try Snapshot.take(of: path, exclude: exclude, link: link, home: home, into: job, limits: limits)
  }

  var held: [String] { ScratchFolder.listing(job.source) }
}
