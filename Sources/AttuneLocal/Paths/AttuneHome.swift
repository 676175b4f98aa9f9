// SPDX-License-Identifier: Apache-2.0
package import AttuneJob

/// `$ATTUNE_HOME`: the one folder that holds everything Attune keeps.
package struct AttuneHome: Sendable, Hashable {
  package let folder: String

  package init(folder: String) { self.folder = folder }

  /// `$ATTUNE_HOME`, else `${XDG_DATA_HOME:-~/.local/share}/attune`; nil where no variable names a place.
  package init?(environment: [String: String]) {
    func directory(_ variable: String) -> String? {
      environment[variable].flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
    if let home = environment["ATTUNE_HOME"], !home.isEmpty {
      self.init(folder: AbsolutePath.of(home))
    } else if let data = directory("XDG_DATA_HOME") {
      self.init(folder: "\(data)/attune")
    } else if let user = directory("HOME") {
      self.init(folder: "\(user)/.local/share/attune")
    } else {
      return nil
    }
  }

  package var jobs: String { "\(folder)/jobs" }
  /// What `gs://` names: a folder for each bucket.
  package var storage: String { "\(folder)/gs" }
  /// Uploads on their way into it.
  package var uploads: String { "\(folder)/uploads" }
  /// Packages that are being unpacked for a job.
  package var packages: String { "\(folder)/packages" }
  /// What the server keeps: its tokens.
  package var server: String { "\(folder)/server" }
  /// Locks on GPUs, which all jobs share.
  package var gpus: String { "\(folder)/gpus" }

  /// The studies of the study service: `<project>/<location>/<study>.sqlite` below it.
  package var studies: String { "\(folder)/studies" }
  /// What is made of a bundle before it is a job's.
  package var staging: String { "\(folder)/staging" }
  /// `gcloud` and `gsutil`, first on the PATH of the trainers that were submitted through them.
  package var shims: String { "\(folder)/bin" }

  package func job(_ id: JobID) -> JobPaths { JobPaths(folder: "\(jobs)/\(id)") }

  /// Where a `jobDir` lies on this machine: `gs://bucket/path` below the home, the rest relative to `directory`.
  package func jobDirectory(_ written: String, from directory: String) -> String {
    let scheme = "gs://"
    guard !written.hasPrefix(scheme) else { return "\(storage)/\(written.dropFirst(scheme.count))" }
    return AbsolutePath.of(written, from: directory)
  }

  /// Where the R package's jobs leave what their trials wrote, beside a `jobDir` in the storage.
  package func storedRuns(of job: JobID, jobDirectory written: String) -> String? {
    guard let slash = written.lastIndex(of: "/"), written.hasPrefix("gs://"), written[..<slash].count > 5 else {
      return nil
    }
    return "\(jobDirectory(String(written[..<slash]), from: folder))/runs/\(job)"
  }
}
