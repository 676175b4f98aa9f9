// SPDX-License-Identifier: Apache-2.0
import AttuneCommands
import AttuneJob
import AttuneLocal
import AttuneStudy
import Testing

@Suite struct `attune status` {
  private func status(
    _ job: JobSummary, owner: JobOwner?, _ records: [TrialRecord], memory: [Trial.ID: TrialMemory] = [:]
  ) throws -> JobStatus {
    JobStatus(job: job, owner: owner, table: try Sample.table(records), measurements: [:], memory: memory)
  }

  @Test(arguments: OutputFormat.allCases)
  func `of a running job`(format: OutputFormat) throws {
    var job = try Sample.summary(.running)
    job.counts = [.succeeded: 1, .failed: 1, .infeasible: 1, .running: 1]
    job.best = Trial.Measurement(step: 3, value: -0.5).map { .init(trial: Trial.ID(1), measurement: $0) }
    let status = try status(
      job, owner: Sample.owner, Sample.awkwardRecords,
      memory: [Trial.ID(4): TrialMemory(bytes: 812_400_000, peakBytes: 1_234_500_000)])
    try Snapshot.expect(status.rendered(as: format), is: "status-running-\(format.rawValue)")
  }

  @Test func `of an unfinished job that nobody runs says how it goes on`() throws {
    let text = try status(try Sample.summary(.running), owner: nil, []).rendered(as: .table)
    #expect(text.contains("state      RUNNING, unfinished: attune resume attune_2018_01_08_142717956\n"))
  }

  @Test func `says what keeps a job, or one of its trials, from going on`() throws {
    var owner = Sample.owner
    owner.trouble = "the disk is full"
    var waiting = Sample.record(2, .queued, values: ["0.2", "0.1"])
    waiting.reason = "waiting for the store: the disk is full"
    let text = try status(try Sample.summary(.running), owner: owner, [waiting]).rendered(as: .table)
    #expect(text.contains("run by process \(owner.pid) on \(owner.host), waiting for the store: the disk is full\n"))
    #expect(text.contains("trial 2    queued: waiting for the store: the disk is full\n"))
  }

  @Test func `of a finished job`() throws {
    let text = try status(try Sample.summary(), owner: nil, Sample.articleRecords).rendered(as: .table)
    try Snapshot.expect(text, is: "status-finished")
  }

  @Test func `of a failed job says why`() throws {
    var job = try Sample.summary(.failed)
    job.message = "the first 3 trials had no metric\nset hyperparameterMetricTag"
    let text = try status(job, owner: nil, []).rendered(as: .table)
    #expect(text.contains("message    the first 3 trials had no metric\n           set hyperparameterMetricTag\n"))
  }
}
