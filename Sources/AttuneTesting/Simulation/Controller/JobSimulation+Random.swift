// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy

extension JobSimulation {
  /// A job of random size in random weather and trouble, that tunes one number `x` for the metric `x`.
  public init(world seed: Int) {
    var random = SplitMix64(state: SplitMix64.mix(UInt64(seed)))
    func draw(_ range: ClosedRange<Int>) -> Int { range.lowerBound + random.below(range.count) }
    var limits = JobLimits(
      maxTrials: draw(1...10), maxParallelTrials: draw(1...5), maxFailedTrials: [0, 2, 100][draw(0...2)],
      retries: draw(0...2))
    switch draw(0...9) {
    case 0: limits.maxRunningTime = .milliseconds(draw(1...30_000))
    case 1: limits.timeBudget = .milliseconds(draw(1...30_000))
    default: break
    }
    var weather = Weather.changeable
    switch draw(0...11) {
    case 0: weather = Weather()
    case 1: weather.failure = 0.7
    case 2: weather.loss = 0.7
    case 3: weather.metricless = 1
    case 4: weather.assignments = draw(0...10)
    case 5: weather.unsuggestable = draw(1...10)
    case 6: weather.verdict = 0.5
    default: break
    }
    var trouble = Trouble()
    if draw(0...3) > 0 { trouble.kills = draw(0...6) }
    if draw(0...2) == 0 { trouble.takeovers = draw(1...2) }
    if draw(0...1) == 0 { trouble.outages = draw(1...4) }
    if draw(0...3) == 0 { trouble.shortages = draw(1...3) }
    if draw(0...3) == 0 { trouble.deathAtWork = 0.04 }
    if draw(0...4) == 0 { trouble.lies = 0.05 }
    if draw(0...1) == 0 { trouble.commands = draw(1...3) }
    if draw(0...2) == 0 { trouble.signals = draw(1...3) }
    self.init(.tuningOneNumber(limits), seed: UInt64(seed), weather: weather, trouble: trouble)
  }
}

extension JobSpec {
  /// The smallest job that tunes something.
  static func tuningOneNumber(_ limits: JobLimits) -> JobSpec {
    let parameter = ParameterSpec(name: "x", domain: .integer(0...1_000_000_000, scale: .linear))
    guard let space = try? SearchSpace([parameter]) else { preconditionFailure("a valid space") }
    return JobSpec(
      directory: "/project", trainer: Trainer(kind: .executable, command: ["./train"]),
      tuning: .init(space: space, objective: Objective(tag: MetricTag("x"), goal: .maximize)), limits: limits)
  }
}
