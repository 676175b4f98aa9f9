// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal
import AttuneServer
import AttuneStudy

extension GcloudCall {
  /// The job of exactly this id.
  func job(_ service: JobService) async throws -> JobSummary {
    let missing = APIError(.notFound, field: "name", "The specified job was not found.")
    guard let id = JobID(rawValue: try operand("JOB")) else { throw missing }
    do {
      return try await service.job(id).0
    } catch let error as JobStoreError where error.code == .notFound {
      throw missing
    }
  }

  func describe() async throws {
    let format = try GcloudFormat(flag("format"), of: name)
    let service = try Composition.service()
    let job = try await job(service)
    do {
      try await UnattendedJobs(service: service, home: Composition.home()).goOn(with: job)
    } catch {
      Self.warn(job.id, error)
    }
    let description = ServiceJob(
      job: job, table: try await service.trials(of: job),
      measurements: format == .usual ? [:] : try await service.measurements(of: job.id))
    switch format {
    case .usual: try StandardOutput.write(YAMLOutput.of(description.uniform))
    case .yaml: try StandardOutput.write(YAMLOutput.of(description.whole))
    case .json: try StandardOutput.write(description.whole.indented)
    case .value(let keys): try StandardOutput.write(GcloudFormat.values(of: keys, in: description.whole))
    case .none: break
    }
    StandardError.say(Self.addresses(of: job.id, project: settings.project))
  }

  /// What is asked for is told all the same.
  static func warn(_ job: JobID, _ error: any Error) {
    StandardError.say("WARNING: job \(job) has no controller: \(PrintableText.escaped("\(error)"))")
  }

  /// The lines that the R package looks for and keeps.
  static func addresses(of job: JobID, project: String) -> String {
    """

    View job in the Cloud Console at:
    https://console.cloud.google.com/ml/jobs/\(job)?project=\(project)

    View logs at:
    https://console.cloud.google.com/logs?resource=ml_job%2Fjob_id%2F\(job)&project=\(project)
    """
  }

  /// Returns at once; whoever owns the job then stops its trainers.
  func cancel() async throws {
    let service = try Composition.service()
    let job = try await job(service)
    guard !job.state.isFinished else {
      throw GcloudFailure(name, APIError(.failedPrecondition, "Cannot cancel a completed job."))
    }
    if try await service.owner(of: job.id) == nil { try await service.requireReach(of: job.id) }
    try await service.post(.cancel, to: job.id)
    if try await service.owner(of: job.id) == nil {
      try await DetachedController(service: service, home: Composition.home(), takesOver: false).start(job.id)
    }
  }
}
