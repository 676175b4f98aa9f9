// SPDX-License-Identifier: Apache-2.0
public import AttuneStudy

/// What others may know of a job's trials.
extension JobMachine {
  /// Attempts whose process tree may be alive.
  public var liveAttempts: [Attempt] {
    pending.filter { run($0)?.handle != nil }.map { attempt(of: $0) }
  }

  /// The latest attempt of a trial; number 0 before the first launch.
  public func attempt(of id: Trial.ID) -> Attempt { Attempt(trial: id, number: run(id)?.attempt ?? 0) }

  /// Those that `retry` would run again. O(trials).
  var failedTrials: [Trial.ID] {
    study.trials.filter { if case .failed = $0.state { true } else { false } }.map(\.id)
  }

  /// GPUs that are given no more trials.
  public var avoidedDevices: Set<String> { devices.avoided }

  /// A GPU that should be given no more, with the reason. O(unfinished trials).
  package var suspectDevice: (device: String, why: String)? { devices.suspect(amid: devicesInUse) }

  var devicesInUse: Set<String> { Set(pending.flatMap { run($0)?.handle?.devices ?? [] }) }

  func run(_ id: Trial.ID) -> TrialRun? { study.contains(id) ? runs[id.index] : nil }

  func run(of attempt: Attempt) -> TrialRun? {
    run(attempt.trial).flatMap { $0.attempt == attempt.number ? $0 : nil }
  }
}
