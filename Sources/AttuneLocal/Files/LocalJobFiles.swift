// SPDX-License-Identifier: Apache-2.0
package import AttuneJob
import AttuneStudy
import Glibc

/// A job's files below `$ATTUNE_HOME`: sources, environment, logs, what trials wrote.
package struct LocalJobFiles: JobFiles {
  let home: AttuneHome

  package init(home: AttuneHome) { self.home = home }

  package func prepare(
    _ job: JobID, spec: JobSpec, environment: [String: String]
  ) throws(JobFilesError) -> [String]? {
    let paths = home.job(job)
    do {
      guard try JobMaker.begin(paths, in: home) else { return nil }
    } catch {
      throw JobFilesError("\(error)", .unavailable)
    }
    do {
      try CapturedEnvironment.write(environment, to: paths)
      return try Snapshot.take(of: spec, home: home, into: paths)?.notices ?? []
    } catch {
      abandon(job)
      let mayPass = (error as? SystemError)?.mayPass ?? (error as? WorkingCopyError)?.mayPass ?? false
      throw JobFilesError("\(error)", mayPass ? .unavailable : .input)
    }
  }

  /// Only a folder without a journal: with one, there is a job.
  package func abandon(_ job: JobID) {
    let paths = home.job(job)
    guard access(paths.journal, F_OK) != 0 else { return }
    try? Directory.remove(paths.folder)
  }

  package func changes(since job: JobID, spec: JobSpec) throws(JobFilesError) -> SourceChanges {
    do {
      guard let snapshot = try Snapshot.read(from: home.job(job)) else { return SourceChanges(sources: [], others: []) }
      let differences = try snapshot.differences(from: spec.directory, source: home.job(job))
      return SourceChanges(
        sources: differences.texts.map(\.description), others: differences.others.map(\.description))
    } catch {
      throw JobFilesError(error.description)
    }
  }
}
