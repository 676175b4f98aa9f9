// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy
import AttuneTesting
import Testing

@Suite struct `A job that stops trials early` {
  private func workshop(_ job: SimulatedCurves) async throws -> Workshop {
    var spec = try JobSpec.sample(maxTrials: job.curves.count, goal: try #require(Goal(rawValue: job.goal)))
    spec.tuning?.stopping = EarlyStopping(minSteps: job.minSteps)
    let executor = ScriptedTrialExecutor { _ in .exits(TrialExit(status: .exited(0))) }
    var workshop = try await Workshop(spec, executor: executor)
    workshop.rule = spec.tuning?.stopping?.rule
    workshop.metrics.early = { place in
      let trial = place.folder.split(separator: "/").dropLast().last.flatMap { Int($0) } ?? 0
      return [ScriptedMetrics.series]
        + job.curves[trial - 1].enumerated().map { MetricReport.reading(step: $0, $1) }
    }
    workshop.metrics.late = { _ in [] }
    return workshop
  }

  @Test(arguments: try SimulatedCurves.all())
  func `has a rule that stops exactly the trials that it says, at the step that it says`(job: SimulatedCurves) throws {
    #expect(!job.stopped.isEmpty && job.curves.count == 32)
    #expect(try job.stops(by: MedianRule(minSteps: job.minSteps)) == job.stopped)
  }

  @Test func `journals the rule's verdicts, and no other`() async throws {
    for job in try SimulatedCurves.all() where job.width == 1 {
      let workshop = try await workshop(job)
      #expect(try await workshop.life() == .finished(.succeeded))
      let verdicts = try await workshop.journal.compactMap { event -> String? in
        if case .stopped(let id, let words) = event { "\(id): \(words)" } else { nil }
      }
      #expect(verdicts == job.stopped.map { "\($0.trial): \($0.words)" })
    }
  }

  @Test func `shows the verdict in its table, and a stopped trial as completed`() async throws {
    let job = try #require(try SimulatedCurves.all().first { $0.width == 1 })
    let workshop = try await workshop(job)
    _ = try await workshop.life()
    for stop in job.stopped {
      let record = try await workshop.store.trials(of: workshop.job)[stop.trial - 1]
      #expect(record.state == .stopped && record.isStoppedEarly && record.reason == stop.words)
      #expect(record.final != nil)
    }
    let history = try #require(try await workshop.history)
    #expect(history.machine.study.completions == 32)
  }
}
