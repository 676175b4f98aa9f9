// SPDX-License-Identifier: Apache-2.0
package import AttuneJob
import Glibc

extension LocalJobFiles {
  package func collect(
    _ attempt: Attempt, of job: JobID, record: String, as name: String, into destination: String
  ) throws(JobFilesError) -> CollectedTrial {
    let paths = home.job(job).trial(attempt)
    let draft = "\(destination)/.\(name).\(getpid())"
    let folder = "\(destination)/\(name)"
    do {
      try Directory.remove(draft)
      try Directory.makeShared(draft)
      defer { try? Directory.remove(draft) }
      try gather(paths, job: job, into: draft)
      try FileContent.replace("\(draft)/trial.json", with: Array(record.utf8))
      let kept = try CollectedFolder(folder).take(from: draft)
      return CollectedTrial(trial: attempt.trial, path: folder, kept: kept)
    } catch {
      throw JobFilesError(
        "trial \(attempt.trial) could not be collected into '\(folder)': \(error)",
        (error as? SystemError)?.mayPass == true ? .unavailable : .input)
    }
  }

  /// What the trainer made or changed, and its logs. The contents of a tfruns run directory come one level up,
  /// as `job_collect` has them.
  private func gather(_ paths: TrialPaths, job: JobID, into draft: String) throws {
    if access(paths.work, F_OK) == 0 {
      let run = "runs/\(job)/"
      var copier = try TreeCopier(from: .directory(paths.work), to: .directory(draft))
      let isRun = access("\(paths.work)/\(run)tfruns.d", F_OK) == 0
      for path in try WorkingCopy(of: paths).changedFiles() where !isRun || !path.hasPrefix(run) {
        try copier.copyEntry(RelativePath(path))
      }
      if isRun { try gatherRun("\(paths.work)/\(run)", into: draft) }
    }
    var logs = try TreeCopier(from: .directory(paths.folder), to: .directory(draft))
    for log in [paths.standardOutput, paths.standardError] where access(log, F_OK) == 0 {
      let name = RelativePath(String(log.dropFirst(paths.folder.count + 1)))
      if access("\(draft)/\(name.text)", F_OK) != 0 { try logs.copyEntry(name) }
    }
  }

  private func gatherRun(_ run: String, into draft: String) throws {
    let tree = try FileTree(of: .directory(run))
    var copier = try TreeCopier(from: .directory(run), to: .directory(draft))
    for path in (tree.files + tree.links).map(\.path) {
      // tfruns keeps a copy of what the script wrote beside it: one of the two is enough.
      if access("\(draft)/\(path.text)", F_OK) != 0 { try copier.copyEntry(path) }
    }
  }
}
