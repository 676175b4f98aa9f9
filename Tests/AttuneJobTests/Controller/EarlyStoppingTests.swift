// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy
import AttuneTesting
import FoundationEssentials
import Testing

@Suite struct `A job that stops trials early` {
  /// A job of `Tests/Fixtures/stopping/curves.json`.
  struct Job: Decodable {
    struct Stop: Decodable {
      let trial: Int
      let words: String
    }

    let goal: String
    let width: Int
    let minSteps: Int
    let curves: [[Double]]
    let stopped: [Stop]

    static func all(testFile: String = #filePath) throws -> [Job] {
      let tests = testFile.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
      let path = tests.joined(separator: "/") + "/Fixtures/stopping/curves.json"
      return try JSONDecoder().decode([Job].self, from: Data(contentsOf: URL(filePath: path)))
    }
  }

  private func workshop(_ job: Job) async throws -> Workshop {
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

  @Test func `journals the rule's verdicts, and no other`() async throws {
    for job in try Job.all() where job.width == 1 {
      let workshop = try await workshop(job)
      #expect(try await workshop.life() == .finished(.succeeded))
      let verdicts = try await workshop.journal.compactMap { event -> String? in
        if case .stopped(let id, let words) = event { "\(id): \(words)" } else { nil }
      }
      #expect(verdicts == job.stopped.map { "\($0.trial): \($0.words)" })
    }
  }

  @Test func `shows the verdict in its table, and a stopped trial as completed`() async throws {
    let job = try #require(try Job.all().first { $0.width == 1 })
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
