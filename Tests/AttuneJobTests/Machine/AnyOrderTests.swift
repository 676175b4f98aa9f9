// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy
import Testing

@Suite struct `Events in any order` {
  @Test(arguments: 0..<4000)
  func `never trap, and leave no live handle behind a finished job`(seed: Int) throws {
    var random = SplitMix64(state: UInt64(seed))
    let spec = try JobSpec.sample(maxTrials: 1 + seed % 9, parallel: 1 + seed % 4, retries: seed % 2)
    let stored = StoredJob(spec: spec, createTime: Timestamp(milliseconds: 0), journal: [])
    var history = try #require(JobHistory(id: JobID(createdAt: Timestamp(milliseconds: 0)), job: stored))
    let blank = history
    var journal: [JournalEntry] = []
    var owed: [JobEffect] = []
    for moment in 0..<120 {
      let answers = owed.isEmpty || random.unit() < 0.4 ? [] : JobEvent.answers(to: owed.removeRandom(&random), &random)
      for event in answers.isEmpty ? [JobEvent.any(&random)] : answers {
        let entry = JournalEntry(time: Timestamp(milliseconds: Int64(moment)), event: event)
        journal.append(entry)
        let effects = history.take(entry).effects
        owed += effects
        try #require(history.machine.violations.isEmpty, "after \(event)")
        if case .launched(let attempt, let handle) = event {
          let isHeld = history.machine.liveAttempts.contains(attempt) || effects.contains(.stop(attempt, handle))
          try #require(isHeld, "\(event) is neither followed nor stopped")
        }
      }
    }
    #expect(journal.reduce(into: blank) { _ = $0.take($1) } == history)
  }
}

extension Array {
  fileprivate mutating func removeRandom(_ random: inout SplitMix64) -> Element {
    remove(at: Int(random.next() % UInt64(count)))
  }
}

extension JobEvent {
  /// A sensible answer to an effect.
  fileprivate static func answers(to effect: JobEffect, _ random: inout SplitMix64) -> [JobEvent] {
    switch effect {
    case .suggest(let count): [.suggested((0..<min(count, 9)).map { .number($0) })]
    case .launch(let attempt, _):
      random.unit() < 0.1 ? [.launchFailed(attempt, "no such file")] : [.launched(attempt, .number(attempt.number))]
    case .follow(let attempt, _, _):
      [.measured(attempt.trial, [.any(&random)], at: .any(&random)), .exited(attempt, .any(&random), seen: ["loss"])]
    case .stop(let attempt, _): [.exited(attempt, TrialExit(status: .killed(signal: 15)), seen: [])]
    case .finish(let outcome): [.finished(outcome)]
    }
  }

  /// Anything: for unknown trials, stale attempts, twice, after the end.
  fileprivate static func any(_ random: inout SplitMix64) -> JobEvent {
    let attempt = Attempt.any(&random)
    switch random.next() % 16 {
    case 0: return .opened(JobOwner(host: "h", pid: 1))
    case 1: return .suggested((0..<Int(random.next() % 12)).map { .number($0) })
    case 2: return .exhausted
    case 3: return .suggestionFailed("no idea")
    case 4, 5: return .launched(attempt, .number(Int(random.next() % 3)))
    case 6: return .launchFailed(attempt, "no such file")
    case 7: return .seriesChosen(attempt.trial, MetricSeries(directory: "", tag: "x", description: "x"))
    case 8: return .measured(attempt.trial, [.any(&random), .any(&random)], at: .any(&random))
    case 9: return .metricMissing(attempt.trial, seen: ["loss"])
    case 10: return .stopped(attempt.trial, "hopeless")
    case 11, 12: return .exited(attempt, .any(&random), seen: [])
    case 13, 14: return .commanded(.any(&random))
    default: return .finished(.any(&random))
    }
  }
}

extension JobCommand {
  fileprivate static func any(_ random: inout SplitMix64) -> JobCommand {
    switch random.next() % 8 {
    case 0: .cancel
    case 1, 2: .interrupt
    case 3, 4: .reopen
    default:
      .amend(
        JobLimits(
          maxTrials: .any(&random), maxParallelTrials: .any(&random), maxFailedTrials: .any(&random),
          retries: .any(&random)))
    }
  }
}

extension Outcome {
  fileprivate static func any(_ random: inout SplitMix64) -> Outcome {
    switch random.next() % 3 {
    case 0: .succeeded
    case 1: .failed("why")
    default: .cancelled
    }
  }
}

extension Int {
  /// Mostly small, sometimes as hostile as a number can be.
  fileprivate static func any(_ random: inout SplitMix64) -> Int {
    switch random.next() % 12 {
    case 0: .min
    case 1: .max
    default: Int(random.next() % 8) - 1
    }
  }
}

extension Attempt {
  fileprivate static func any(_ random: inout SplitMix64) -> Attempt {
    Attempt(trial: Trial.ID(.any(&random)), number: .any(&random) / 2)
  }
}

extension TrialHandle {
  fileprivate static func number(_ number: Int) -> TrialHandle {
    TrialHandle(host: "h", bootID: "b", pid: number, startTicks: 0)
  }
}

extension TrialExit {
  fileprivate static func any(_ random: inout SplitMix64) -> TrialExit {
    switch random.next() % 5 {
    case 0, 1: TrialExit(status: .exited(0))
    case 2: TrialExit(status: .exited(1), tail: "oh")
    case 3: TrialExit(status: .killed(signal: 9))
    default: TrialExit(status: .lost)
    }
  }
}

extension Trial.Reading {
  fileprivate static func any(_ random: inout SplitMix64) -> Trial.Reading {
    Trial.Reading(step: .any(&random), value: random.unit() < 0.2 ? .infinity : random.unit())
  }
}

extension Position {
  fileprivate static func any(_ random: inout SplitMix64) -> Position {
    Position(file: "f\(random.next() % 3)", offset: .any(&random))
  }
}

extension Suggestion {
  static func number(_ number: Int) -> Suggestion {
    Suggestion(
      assignment: Assignment([.init(name: "x", value: .integer(number))]),
      origin: Origin(phase: "test", text: "number \(number)", completionsSeen: 0))
  }
}
