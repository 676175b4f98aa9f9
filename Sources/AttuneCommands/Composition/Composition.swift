// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal
import AttuneOptimizers
import AttuneStudy
import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The one place that knows which implementation stands behind each protocol.
enum Composition {
  static var environment: [String: String] { ProcessInfo.processInfo.environment }

  /// This process.
  static var owner: JobOwner { JobOwner(host: Host.current.name, pid: Int(getpid())) }

  static func home() throws -> AttuneHome {
    guard let home = AttuneHome(environment: environment) else { throw HomeError() }
    return home
  }

  /// - Parameter takesOver: the user says that other machines on which the job has run are off.
  static func service(takesOver: Bool = false) throws -> JobService {
    let home = try home()
    return JobService(
      JobService.Dependencies(
        store: SQLiteJobStore(home: home), files: LocalJobFiles(home: home),
        executor: { job, spec in
          LocalTrialExecutor(
            for: spec, in: home.job(job), environment: try CapturedEnvironment.read(from: home.job(job)),
            gpuLocks: home.gpus,
            jobDirectory: spec.jobDirectory.map { home.jobDirectory($0, from: spec.directory) },
            storedRuns: spec.jobDirectory.flatMap { home.storedRuns(of: job, jobDirectory: $0) },
            takesOver: takesOver)
        },
        metrics: { metricSource(for: $0) }, optimizer: { $0.optimizer },
        clock: ContinuousClock(), now: now, owner: owner))
  }

  static func studies() throws -> StudyService {
    StudyService(
      StudyService.Dependencies(
        store: SQLiteStudyStore(home: try home(), owner: owner), optimizer: { $0.optimizer }, now: now))
  }

  static func metricSource(for tuning: JobSpec.Tuning?) -> any MetricSource {
    guard let origin = tuning?.origin, origin != .events else { return EventFileSource(clock: ContinuousClock()) }
    return OutputSource(origin, clock: ContinuousClock())
  }

  @Sendable static func now() -> Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
  }
}

struct HomeError: InputMistake {
  let description = "there is no place for jobs: neither ATTUNE_HOME nor HOME is set; set ATTUNE_HOME to a folder"
}
