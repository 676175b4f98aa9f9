// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal

/// Looks after jobs that nobody sits by: where a controller has died, another one takes its place.
struct UnattendedJobs {
  let service: JobService
  let home: AttuneHome

  /// - Returns: whether a controller was started.
  @discardableResult
  func goOn(with job: JobSummary) async throws -> Bool {
    guard try await service.isAbandoned(job) else { return false }
    try await DetachedController(service: service, home: home, takesOver: false).start(job.id)
    return true
  }

  /// With all of them. One that can't go on keeps no other from it.
  /// - Parameter waiting: those that are left alone for now.
  /// - Returns: what went wrong, by job.
  @discardableResult
  func goOn(except waiting: Set<JobID> = []) async throws -> [JobID: any Error] {
    var failures: [JobID: any Error] = [:]
    for job in try await service.abandonedJobs() where !waiting.contains(job.id) {
      do { try await goOn(with: job) } catch { failures[job.id] = error }
    }
    return failures
  }
}
