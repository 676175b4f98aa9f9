// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// Nobody sits by what `gcloud` submitted: whatever dies, the next call brings the job to its end.
@Suite struct `A job that nobody sits by` {
  private let cloud: CloudProject
  private var gated: [String: String] { ["GATE": cloud.gate] }

  init() throws {
    cloud = try CloudProject()
    try cloud.gsutil("mb", "gs://attune")
  }

  private func starts() -> Int { cloud.project.ledger().filter { $0.hasPrefix("start") }.count }

  private func owner() throws -> Int32? {
    let jobs = try cloud.project.attune("list", "--format", "json").objects()
    return ((jobs.first?["owner"] as? [String: Any])?["pid"] as? Int).map { Int32($0) }
  }

  private func killController() throws {
    try eventually("a trial runs") { starts() > 0 }
    let controller = try #require(try owner())
    kill(controller, SIGKILL)
    try eventually("nobody runs the job") { try owner() == nil }
  }

  @Test func `is described from the beginning as what it is, and shows trials as they end`() throws {
    try cloud.submit(environment: gated)
    let described = try cloud.gcloud("ai-platform", "jobs", "describe", CloudProject.id)
    #expect(described.output.contains("  hyperparameters:\n    algorithm: GRID_SEARCH\n    goal: MAXIMIZE\n"))
    #expect(described.output.contains("  isHyperparameterTuningJob: true\n"))
    #expect(!described.output.contains("trials:"))
    #expect(described.output.contains("  jobDir: gs://attune/r-cloudml/staging\n"))
    cloud.openGate()
    try cloud.waitUntil("SUCCEEDED")
  }

  @Test(arguments: ["describe", "list", "stream-logs"])
  func `whose controller is killed goes on by the next call`(verb: String) throws {
    try cloud.submit(environment: gated)
    try killController()
    cloud.openGate()
    let call = verb == "list" ? CloudProject.jobs(verb) : CloudProject.jobs(verb, CloudProject.id)
    let result = try cloud.start("gcloud", call).finish()
    #expect(result.status == 0, "\(result.words)")
    // Only by looking at the store: no other call helps.
    try eventually("the job has ended") {
      try cloud.project.attune("list", "--format", "csv").rows.first?["state"] == "SUCCEEDED"
    }
    #expect(starts() == 3)
    for trial in 1...3 {
      let model = cloud.project.home.appending(path: "gs/attune/r-cloudml/runs/\(CloudProject.id)/\(trial)/model.txt")
      #expect(FileManager.default.fileExists(atPath: model.path))
    }
  }

  @Test func `has a log that goes on where its controller dies`() throws {
    try cloud.submit(environment: gated)
    try eventually("a trial runs") { starts() > 0 }
    let log = try cloud.start("gcloud", CloudProject.jobs("stream-logs", CloudProject.id))
    try eventually("the log is shown") { log.outputSoFar.contains("trial 1 started") }
    let controller = try #require(try owner())
    kill(controller, SIGKILL)
    try eventually("another controller has the job") { try owner().map { $0 != controller } ?? false }
    cloud.openGate()
    let shown = try log.finish()
    #expect(shown.status == 0, "\(shown.words)")
    for trial in 1...3 {
      let lines = shown.output.split(separator: "\n")
      #expect(lines.filter { $0.contains("\tmaster-replica-0\t\(trial)\ttraining with x=") }.count == 1)
      #expect(lines.filter { $0.contains("\ttrial \(trial) succeeded") }.count == 1)
    }
  }

  @Test func `is cancelled at once, and stays so`() throws {
    try cloud.submit(environment: gated)
    try killController()
    let cancelled = try cloud.gcloud("ai-platform", "jobs", "cancel", CloudProject.id)
    #expect((cancelled.status, cancelled.output, cancelled.words) == (0, "", ""))
    try cloud.waitUntil("CANCELLED")
    #expect(starts() == 1)
    let again = try cloud.gcloud("ai-platform", "jobs", "cancel", CloudProject.id)
    #expect(again.status == 1)
    #expect(again.words.contains("FAILED_PRECONDITION"))
  }

  @Test func `clears what a failed attempt has uploaded before the next one`() throws {
    let once = cloud.project.place.appending(path: "once").path
    try cloud.submit(environment: ["FAIL_ONCE": once])
    try cloud.waitUntil("SUCCEEDED")
    #expect(starts() == 4)
    let run = cloud.project.home.appending(path: "gs/attune/r-cloudml/runs/\(CloudProject.id)/1")
    #expect(try FileManager.default.contentsOfDirectory(atPath: run.path).sorted() == ["model.txt", "tfruns.d"])
  }

  @Test func `has an id for ever`() throws {
    try cloud.submit(environment: ["GATE": "/dev/null"])
    let again = try cloud.start("gcloud", CloudProject.submission()).finish()
    #expect(again.status == 1)
    #expect(again.words.contains("ALREADY_EXISTS: Field: job.job_id Error: A job with this id already exists."))
    try cloud.waitUntil("SUCCEEDED")
  }

  @Test func `keeps its files to its owner, and no copy of the bundle elsewhere`() throws {
    try cloud.submit(environment: ["GATE": "/dev/null"])
    try cloud.waitUntil("SUCCEEDED")
    let attributes = try FileManager.default.attributesOfItem(atPath: cloud.project.home.appending(path: "gs").path)
    #expect(attributes[.posixPermissions] as? Int == 0o700)
    #expect(!cloud.project.leftovers.contains { $0.hasPrefix("staging/") })
    let source = try cloud.project.job().appending(path: "source/cloudml-model/job.yml")
    #expect(
      try String(contentsOf: source, encoding: .utf8)
        == "storage: gs://attune/r-cloudml\ncustom_commands: ~\ncache: false\npackrat: false\n")
    #expect(try cloud.project.text("cloudml-model/job.yml") == "storage: gs://attune/r-cloudml\ncustom_commands: ~\n")
  }
}
