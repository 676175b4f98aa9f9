// SPDX-License-Identifier: Apache-2.0
import AttuneJob

/// A controller leaves when it is told to, at once where it should, and says truly why.
struct LeavingLaws {
  private var signals: [Int: Set<JobController.Signal>] = [:]
  /// When a life was told to leave at once.
  private var start: [Int: Int] = [:]
  private var timeIsUp: Set<Int> = []
  private var outcome: Outcome?

  mutating func signalled(_ signal: JobController.Signal, to life: Int, at now: Int) {
    signals[life, default: []].insert(signal)
    if signal == .detach { start[life] = start[life] ?? now }
  }

  mutating func take(_ event: JobEvent, from life: Int) {
    switch event {
    case .commanded(.interrupt): signals[life, default: []].insert(.interrupt)
    case .timeUp(.maxRunningTime): timeIsUp.insert(life)
    case .finished(let outcome): self.outcome = outcome
    default: break
    }
  }

  func recorded(by life: Int, at now: Int) -> [String] {
    guard let start = start[life], now - start > 1_500 else { return [] }
    return ["life \(life) still records \(now - start) ms after leaving"]
  }

  func left(_ ending: JobController.Ending, _ life: Int, at now: Int) -> [String] {
    let told = signals[life] ?? []
    let isTrue =
      switch ending {
      case .finished(let outcome): self.outcome == outcome
      case .suspended: !told.isDisjoint(with: [.drain, .interrupt])
      case .detached: told.contains(.detach)
      case .outOfTime: timeIsUp.contains(life)
      }
    var violations = isTrue ? [] : ["life \(life) left as \(ending), which nothing explains"]
    if let start = start[life], now - start > 1_500 {
      violations.append("life \(life) took \(now - start) ms to leave")
    }
    return violations
  }
}
