// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy

/// What becomes of one attempt: a function of the world's seed, its weather and the attempt alone, so that
/// it is the same in every life of a controller.
struct SimulatedTrainer: Sendable, Hashable {
  /// Ticks between two readings.
  let interval: Int
  let readings: [Trial.Reading]
  let exit: TrialExit
  /// What the trainer wrote, where it is not the objective's tag.
  let otherTags: [String]

  init(of attempt: Attempt, seed: UInt64, weather: Weather) {
    var random = SplitMix64(state: seed ^ SplitMix64.mix(UInt64(attempt.trial.rawValue * 1_000 + attempt.number)))
    interval = 1 + random.below(20)
    exit = Self.exit(in: weather, drawing: &random)
    let isMetricless = random.unit() < weather.metricless
    otherTags = isMetricless ? ["loss"] : []
    let isNotFinite = random.unit() < weather.notFinite
    let count = isMetricless ? 0 : 1 + random.below(5)
    readings = (0..<count).map { step in
      Trial.Reading(step: step, value: isNotFinite && step == count - 1 ? .infinity : random.unit())
    }
  }

  /// Ticks from start to end.
  var duration: Int { interval * (readings.count + 1) }

  private static func exit(in weather: Weather, drawing random: inout SplitMix64) -> TrialExit {
    let draw = random.unit()
    let usage = TrialExit.Usage(wallSeconds: 1, cpuSeconds: 0.5, peakMemoryBytes: 1 << 20)
    if draw < weather.unstartable { return TrialExit(status: .couldNotStart("no such program")) }
    if draw < weather.unstartable + weather.loss { return TrialExit(status: .lost) }
    guard draw < weather.unstartable + weather.loss + weather.failure else {
      return TrialExit(status: .exited(0), usage: usage)
    }
    let status: TrialExit.Status = random.unit() < 0.5 ? .exited(1) : .killed(signal: 9)
    return TrialExit(status: status, usage: usage, tail: "something broke")
  }
}

extension SplitMix64 {
  /// Uniform enough in 0..<bound for a simulation.
  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
