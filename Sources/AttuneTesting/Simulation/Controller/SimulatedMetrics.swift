// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy

/// Reads what the world's trainers write, from where an earlier life had read to.
struct SimulatedMetrics: MetricSource {
  let site: SimulatedSite

  func follow(
    _ objective: Objective, at place: TrialPlace, from positions: [Position],
    until exited: @escaping @Sendable () async -> Void, report: @Sendable (MetricReport) async -> Void
  ) async -> [String] {
    let parts = place.folder.split(separator: "/").suffix(2).compactMap { Int($0) }
    guard parts.count == 2 else { return [] }
    let attempt = Attempt(trial: Trial.ID(parts[0]), number: parts[1])
    guard let first = site.with({ $0.processes[attempt] }) else {
      await exited()
      return []
    }
    var known = positions.first?.offset ?? 0
    if !first.trainer.readings.isEmpty {
      await report(.series(MetricSeries(directory: "", tag: "x", description: "the tag itself")))
    }
    func tell(_ process: SimulatedProcess, by tick: Int) async {
      let written = process.readings(by: tick)
      guard written.count > known else { return }
      let news = Array(written[known...])
      known = written.count
      await report(.readings(news, at: Position(file: "events", offset: known)))
    }
    while let process = site.with({ $0.processes[attempt] }), known < process.readings(by: process.ends).count {
      let due = process.began + (known + 1) * process.trainer.interval
      guard (try? await site.sleep(untilTick: due)) != nil else { return [] }
      await tell(site.with { $0.processes[attempt] } ?? process, by: due)
    }
    await exited()
    await site.pause()
    guard !Task.isCancelled, let process = site.with({ $0.processes[attempt] }) else { return [] }
    await tell(process, by: process.ends)
    return process.trainer.otherTags
  }
}

/// Suggests numbers that depend on the trial's number alone, until there are no more, or it fails.
struct SimulatedOptimizer: Optimizer {
  let seed: UInt64
  let weather: Weather

  func suggest(_ count: Int, for study: Study) throws(OptimizerError) -> [Suggestion] {
    let first = study.trials.count + 1
    let numbers = first..<max(first, min(first + count, (weather.assignments ?? .max - 1) + 1))
    if let unsuggestable = weather.unsuggestable, numbers.contains(unsuggestable) {
      throw OptimizerError("trial \(unsuggestable) is one too many")
    }
    return numbers.map { number in
      let value = SplitMix64.mix(seed &+ UInt64(number)) >> 40
      return Suggestion(
        assignment: Assignment([.init(name: "x", value: .integer(Int(value)))]),
        origin: Origin(phase: "simulated", text: "number \(number)", completionsSeen: study.completions))
    }
  }
}

/// Finds a trial hopeless by what it reported last.
struct SimulatedRule: StoppingRule {
  let weather: Weather

  func verdict(on trial: Trial, in study: Study) -> Verdict {
    guard let last = study.curve(of: trial.id).last, last.value < weather.verdict else { return .proceed }
    return .stop("hopeless at step \(last.step)")
  }
}
