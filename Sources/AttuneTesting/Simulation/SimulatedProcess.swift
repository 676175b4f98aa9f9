// SPDX-License-Identifier: Apache-2.0
public import AttuneJob
import AttuneStudy

/// A trainer that runs in a simulated world, whether a controller lives or not.
public struct SimulatedProcess: Sendable, Hashable {
  public let handle: TrialHandle
  let trainer: SimulatedTrainer
  let began: Int
  /// The tick at which it is gone.
  private(set) var ends: Int
  private(set) var exit: TrialExit

  init(_ attempt: Attempt, running trainer: SimulatedTrainer, since began: Int) {
    handle = TrialHandle(
      host: "simulated", bootID: "1", pid: attempt.trial.rawValue, startTicks: attempt.number)
    self.trainer = trainer
    self.began = began
    ends = began + trainer.duration
    exit = trainer.exit
  }

  mutating func stop(by tick: Int) {
    guard tick < ends else { return }
    ends = tick
    exit = TrialExit(status: .killed(signal: 15), tail: "terminated")
  }

  /// How many readings are written at `tick`.
  func written(by tick: Int) -> Int {
    max(0, min(trainer.readings.count, (min(tick, ends) - began) / trainer.interval))
  }
}
