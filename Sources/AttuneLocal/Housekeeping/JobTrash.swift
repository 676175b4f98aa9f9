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
    try holding(job, as: owner) { folder in try move(folder, as: "\(job).\(time.milliseconds / 1_000)") }
  }

  /// Removes a job for good. It leaves the list at once, and what a kill leaves of it lies in the trash; where a full
  /// disk has no room for the trash, it is removed where it is.
  package func purge(_ job: JobID, as owner: JobOwner, at time: Timestamp) throws(JobStoreError) {
    try holding(job, as: owner) { folder in
      try Directory.remove((try? move(folder, as: "\(job).\(time.milliseconds / 1_000)")) ?? folder)
    }
  }

  /// Held over the work, so that nobody begins to run the job meanwhile.
  private func holding<Value>(
    _ job: JobID, as owner: JobOwner, _ work: (String) throws -> Value
  ) throws(JobStoreError) -> Value {
    let paths = home.job(job)
    do {
      let lock = try OwnerLock(paths.ownerLock, of: job, as: owner, isNamed: false)
      defer { lock.release() }
      try LivingTrainers(in: paths).requireNone(of: job, to: "removed")
      return try work(paths.folder)
    } catch {
      throw JobStoreError(error, when: "remove the job \(job)", in: home.folder)
    }
  }

  private func move(_ folder: String, as name: String) throws(SystemError) -> String {
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
    guard !attempts.isEmpty else { return }
    let trials = attempts.compactMap { $0.split(separator: "/").first.flatMap { Int($0) } }.sorted()
    let shown = trials.prefix(5).map { "\($0)" }.joined(separator: ", ") + (trials.count > 5 ? ", …" : "")
    throw JobStoreError(
      .ownedElsewhere,
      "the job \(job) can't be \(what): \(attempts.count == 1 ? "a trainer" : "\(attempts.count) trainers") of it "
        + "(trial\(trials.count == 1 ? "" : "s") \(shown)) still run\(attempts.count == 1 ? "s" : ""); "
        + "end the job with 'attune cancel \(job)'")
  }
}
