// SPDX-License-Identifier: Apache-2.0
public import AttuneJob
public import AttuneStudy

/// Everything around a job's machine, as a value: optimizer, executor, trainers and event files, with
/// random delays, and things going wrong. Effects go in, events come out; the same seed gives the same world.
///
/// It remembers which attempts were launched, and its trainers go on when the controller is killed.
public struct SimulatedWorld: Sendable {
  public let weather: Weather
  /// In ticks; moves on with every event.
  public private(set) var time = 0
  public private(set) var processes: [Attempt: SimulatedProcess] = [:]
  /// How often each attempt was asked for.
  public private(set) var launchRequests: [Attempt: Int] = [:]
  private let seed: UInt64
  private var random: SplitMix64
  private var errands: [Errand] = []
  private var followers: [Follower] = []

  public init(seed: UInt64, weather: Weather = Weather()) {
    self.seed = seed
    self.weather = weather
    random = SplitMix64(state: seed)
  }

  /// Starts an effect; its events come later.
  public mutating func perform(_ effect: JobEffect, for study: Study) {
    switch effect {
    case .suggest(let count): answerLater(suggestions(count, for: study))
    case .launch(let attempt, _): launch(attempt)
    case .follow(let attempt, _, let positions):
      let known = positions.first?.offset ?? 0
      followers.append(Follower(attempt: attempt, since: time + delay(), known: known))
    case .stop(let attempt, _):
      let end = time + delay()
      processes[attempt]?.stop(by: end)
    case .finish(let outcome): answerLater([.finished(outcome)])
    }
  }

  /// Someone leaves a command for the controller; it waits there until one reads it.
  public mutating func post(_ command: JobCommand, after ticks: Int) {
    errands.append(Errand(time: time + ticks, task: .command(command)))
  }

  /// The controller dies: what it had asked for and not yet heard of is forgotten, trainers go on.
  public mutating func killController() {
    followers = []
    errands.removeAll { if case .command = $0.task { false } else { true } }
  }

  /// The next thing that the controller hears; nil when nothing will happen any more.
  public mutating func next() -> [JobEvent]? {
    while true {
      let errand = errands.indices.min { errands[$0].time < errands[$1].time }
      let follower = followers.indices.min { followers[$0].time(in: self) < followers[$1].time(in: self) }
      if let follower, errand.map({ followers[follower].time(in: self) < errands[$0].time }) ?? true {
        return report(of: follower)
      }
      guard let errand else { return nil }
      let (due, task) = (errands[errand].time, errands.remove(at: errand).task)
      time = max(time, due)
      if let events = run(task) { return events }
    }
  }

  public func isAlive(_ attempt: Attempt) -> Bool { processes[attempt].map { $0.ends > time } ?? false }
  public func isFollowed(_ attempt: Attempt) -> Bool { followers.contains { $0.attempt == attempt } }
  /// Whether suggestions are under way.
  public var isSuggesting: Bool { errands.contains { $0.task.isSuggestion } }
}

// MARK: - What takes its time

extension SimulatedWorld {
  private struct Errand: Sendable {
    enum Task: Sendable {
      case begin(Attempt)
      case answer([JobEvent])
      case command(JobCommand)

      var isSuggestion: Bool {
        guard case .answer(let events) = self else { return false }
        return events.contains { event in
          switch event {
          case .suggested, .exhausted, .suggestionFailed: true
          default: false
          }
        }
      }
    }

    let time: Int
    let task: Task
  }

  private mutating func delay() -> Int { 1 + random.below(6) }

  private mutating func answerLater(_ events: [JobEvent]) {
    errands.append(Errand(time: time + delay(), task: .answer(events)))
  }

  private mutating func launch(_ attempt: Attempt) {
    launchRequests[attempt, default: 0] += 1
    errands.append(Errand(time: time + delay(), task: .begin(attempt)))
  }

  /// Nil where the controller hears nothing of it yet.
  private mutating func run(_ task: Errand.Task) -> [JobEvent]? {
    switch task {
    case .answer(let events): return events
    case .command(let command): return [.commanded(command)]
    case .begin(let attempt):
      let trainer = SimulatedTrainer(of: attempt, seed: seed, weather: weather)
      if case .couldNotStart(let why) = trainer.exit.status {
        answerLater([.launchFailed(attempt, why)])
        return nil
      }
      let process = processes[attempt] ?? SimulatedProcess(attempt, running: trainer, since: time)
      processes[attempt] = process
      answerLater([.launched(attempt, process.handle)])
      return nil
    }
  }

  private func suggestions(_ count: Int, for study: Study) -> [JobEvent] {
    let first = study.trials.count + 1
    let numbers = first..<min(first + count, (weather.assignments ?? .max - 1) + 1)
    if let unsuggestable = weather.unsuggestable, numbers.contains(unsuggestable) {
      return [.suggestionFailed("trial \(unsuggestable) is one too many")]
    }
    let suggestions = numbers.map { number in
      let value = SplitMix64.mix(seed &+ UInt64(number)) >> 40
      return Suggestion(
        assignment: Assignment([.init(name: "x", value: .integer(Int(value)))]),
        origin: Origin(phase: "simulated", text: "number \(number)", completionsSeen: study.completions))
    }
    let answer: [JobEvent] = suggestions.isEmpty ? [] : [.suggested(suggestions)]
    return suggestions.count < count ? answer + [.exhausted] : answer
  }
}

// MARK: - What is read of a trainer

extension SimulatedWorld {
  private struct Follower: Sendable {
    let attempt: Attempt
    /// Nothing is heard before.
    var since: Int
    /// Readings told before, in this life or another.
    var known: Int
    var hasNamedSeries = false

    func time(in world: SimulatedWorld) -> Int {
      guard let process = world.processes[attempt] else { return since }
      let next = process.began + (known + 1) * process.trainer.interval
      return max(since, known < process.written(by: process.ends) ? next : process.ends)
    }
  }

  private mutating func report(of index: Int) -> [JobEvent] {
    time = max(time, followers[index].time(in: self))
    let follower = followers[index]
    let trial = follower.attempt.trial
    guard let process = processes[follower.attempt] else {
      followers.remove(at: index)
      return [.exited(follower.attempt, TrialExit(status: .lost), seen: [])]
    }
    let written = process.written(by: time)
    guard follower.known < written else {
      followers.remove(at: index)
      return [.exited(follower.attempt, process.exit, seen: process.trainer.otherTags)]
    }
    followers[index].since = time + delay()
    guard follower.hasNamedSeries else {
      followers[index].hasNamedSeries = true
      return [.seriesChosen(trial, MetricSeries(directory: "", tag: "x", description: "the tag itself"))]
    }
    followers[index].known = written
    let readings = Array(process.trainer.readings[follower.known..<written])
    let measured = JobEvent.measured(trial, readings, at: Position(file: "events", offset: written))
    return random.unit() < weather.verdict ? [measured, .stopped(trial, "hopeless")] : [measured]
  }
}
