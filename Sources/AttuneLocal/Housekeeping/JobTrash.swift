// SPDX-License-Identifier: Apache-2.0
package import AttuneJob
import Glibc

/// `$ATTUNE_HOME/trash/`: jobs that were removed, as `<job>.<seconds since 1970>`, until `gc` empties it.
package struct JobTrash: Sendable {
  private let home: AttuneHome

  package init(home: AttuneHome) { self.home = home }

  package static func folder(in home: AttuneHome) -> String { "\(home.folder)/trash" }

  /// Takes a job out of the list. One that a process runs, or whose trainers live, is not taken.
  /// - Returns: where it lies now.
  package func take(_ job: JobID, as owner: JobOwner, at time: Timestamp) throws(JobStoreError) -> String {
    let paths = home.job(job)
    do {
      // Held over the move, so that nobody begins to run it meanwhile.
      let lock = try OwnerLock(paths.ownerLock, of: job, as: owner)
      defer { lock.release() }
      try LivingTrainers(in: paths).requireNone(of: job, to: "removed")
      return try move(paths.folder, as: "\(job).\(time.milliseconds / 1_000)")
    } catch {
      throw JobStoreError(error, when: "remove the job \(job)")
    }
  }

  private func move(_ folder: String, as name: String) throws -> String {
    let trash = Self.folder(in: home)
    try Directory.make(trash)
    var place = "\(trash)/\(name)", number = 1
    while access(place, F_OK) == 0 {
      number += 1
      place = "\(trash)/\(name).\(number)"
    }
    guard rename(folder, place) == 0 else { throw SystemError("move to '\(place)'", folder) }
    return place
  }

  /// For good. What a kill leaves of it stays in the trash.
  package func purge(_ place: String) throws(JobStoreError) {
    do { try Directory.remove(place) } catch { throw JobStoreError(error, when: "empty the trash") }
  }
}

/// The trainers of a job that may still run, told by the locks that their supervisors hold.
struct LivingTrainers {
  let attempts: [String]

  init(in job: JobPaths) throws(SystemError) {
    guard access(job.trials, F_OK) == 0 else {
      attempts = []
      return
    }
    var living: [String] = []
    for trial in try Descriptor.directory(job.trials).entries() where trial.kind == .directory {
      let folder = "\(job.trials)/\(trial.name.text)"
      for attempt in try Descriptor.directory(folder).entries() where attempt.kind == .directory {
        let paths = TrialPaths(folder: "\(folder)/\(attempt.name.text)")
        if SupervisorLock.isHeld(paths) { living.append("\(trial.name.text)/\(attempt.name.text)") }
      }
    }
    attempts = living
  }

  func requireNone(of job: JobID, to what: String) throws(JobStoreError) {
    guard let first = attempts.first else { return }
    throw JobStoreError(
      .ownedElsewhere,
      "the job \(job) can't be \(what): \(attempts.count == 1 ? "a trainer" : "\(attempts.count) trainers") of it "
        + "(trial \(first.prefix { $0 != "/" })) still run\(attempts.count == 1 ? "s" : ""); "
        + "end the job with 'attune cancel \(job)'")
  }
}
