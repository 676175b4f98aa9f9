// SPDX-License-Identifier: Apache-2.0
import Foundation

/// What was seen of a job from outside, and what of it breaks the promise. It knows nothing of how Attune works: it reads
/// what trainers wrote of themselves, what commands printed, and how they exited.
struct StormHistory {
  struct Life {
    let output: String
    var words = ""
    let status: Int32
    /// Whether its controller was killed, at the last moment perhaps.
    let isStruck: Bool
  }

  /// One kill of something that runs a trial.
  struct Strike {
    /// Nil: whichever ran, since everything was killed, or it could not be told any more.
    var trial: Int?
    /// Whether nobody was left who could tell how the trainer ended.
    var isLoss = true
  }

  let trials: Int
  let width: Int
  var strikes: [Strike] = []
  var lives: [Life] = []
  /// `start`, `report` and `end` lines of the trainers, in their order.
  var trace = ""
  /// `attune trials --format json`, after the end and between two lives.
  var table: [[String: Any]] = []
  var earlierTables: [[[String: Any]]] = []
  var jobs = 1

  init(trials: Int, width: Int) {
    self.trials = trials
    self.width = width
  }

  var violations: [String] {
    exits + counts + launches + attempts + values + promises
  }

  // MARK: - The command

  private var exits: [String] {
    var violations: [String] = []
    for (number, life) in lives.enumerated() where !life.isStruck && life.status != 0 {
      violations.append("life \(number + 1), which was not killed, exited with \(life.status)")
    }
    for (number, life) in lives.enumerated() where life.isStruck && ![0, 137].contains(life.status) {
      violations.append("life \(number + 1), which was killed, exited with \(life.status)")
    }
    return violations
  }

  private var counts: [String] {
    let numbers = table.compactMap { Int($0["trialId"] as? String ?? "") }.sorted()
    var violations = numbers == Array(1...trials) ? [] : ["the table has the trials \(numbers)"]
    if jobs != 1 { violations.append("the same command made \(jobs) jobs") }
    return violations
  }

  // MARK: - Trainers

  private struct Line {
    let word: Substring
    let trial: Int
    let attempt: Int
    let rest: [Substring]
  }

  private var lines: [Line] {
    trace.split(separator: "\n").compactMap { text in
      let words = text.split(separator: " ")
      guard words.count >= 3, let trial = Int(words[1]), let attempt = Int(words[2]) else { return nil }
      return Line(word: words[0], trial: trial, attempt: attempt, rest: Array(words[3...]))
    }
  }

  private var launches: [String] {
    var violations: [String] = []
    var latest: [Int: Int] = [:]
    for line in lines {
      switch line.word {
      case "start":
        // A number may be missing: an attempt that is killed before its first line.
        if line.attempt <= latest[line.trial, default: 0] {
          violations.append("attempt \(line.trial)/\(line.attempt) started after \(latest[line.trial, default: 0])")
        }
        latest[line.trial] = line.attempt
      case "overlap": violations.append("attempt \(line.trial)/\(line.attempt) ran beside another one of its trial")
      case "crowd": violations.append("attempt \(line.trial)/\(line.attempt) ran beside \(width) others")
      case "report", "end": break
      default: violations.append("a line that no trainer writes: \(line.word)")
      }
    }
    return violations
  }

  /// Those that may have hit the trial.
  private func strikes(on trial: Int) -> [Strike] { strikes.filter { $0.trial ?? trial == trial } }

  /// What nobody killed is not started again: above all, trainers outlive their controllers.
  private var attempts: [String] {
    Dictionary(grouping: lines, by: \.trial).sorted { $0.key < $1.key }.compactMap { trial, own in
      let (last, hits) = (own.map(\.attempt).max() ?? 0, strikes(on: trial).count)
      return last <= 1 + hits ? nil : "trial \(trial) was killed \(hits) times at most, and had \(last) attempts"
    }
  }

  // MARK: - Values

  private func final(_ trial: [String: Any]) -> (value: Double, step: String)? {
    guard let metric = trial["finalMetric"] as? [String: Any], let value = metric["objectiveValue"] as? Double
    else { return nil }
    return (value, metric["trainingStep"].map { "\($0)" } ?? "")
  }

  /// What the trainer of a trial that succeeded reported last is in the table, to the bit.
  private var values: [String] {
    table.compactMap { row in
      guard let id = Int(row["trialId"] as? String ?? "") else { return "a row without a trial" }
      let own = lines.filter { $0.trial == id }
      let attempts = Set(own.map(\.attempt))
      let state = row["state"] as? String ?? "no state"
      guard state == "SUCCEEDED" else {
        // Lost four times, it may give up. The trace can't tell: who is killed before the first line leaves none.
        let losses = strikes(on: id).count(where: \.isLoss)
        return losses >= 4 ? nil : "trial \(id) is \(state), and was lost \(losses) times at most"
      }
      let latest = own.filter { $0.attempt == attempts.max() }
      guard latest.contains(where: { $0.word == "end" }) else {
        return "trial \(id) succeeded, but its last trainer never ended"
      }
      guard let last = latest.last(where: { $0.word == "report" }), last.rest.count == 2, let final = final(row),
        final.step == last.rest[0], final.value == Double(last.rest[1])
      else { return "trial \(id) did not report what is shown: \(row)" }
      return nil
    }
  }

  /// What was told of a trial that had ended, by an event or a table, stands for ever.
  private var promises: [String] {
    let events = lives.flatMap { life in
      // The last line of one that was killed may be torn.
      life.output.split(separator: "\n").compactMap { line in
        (try? JSONSerialization.jsonObject(with: Data(line.utf8))) as? [String: Any]
      }
    }
    let told = events.compactMap { $0["output"] as? [String: Any] } + earlierTables.joined()
    return told.compactMap { trial in
      guard let told = final(trial), let id = trial["trialId"] as? String,
        ["SUCCEEDED", "STOPPED"].contains(trial["state"] as? String)
      else { return nil }
      let row = table.first { $0["trialId"] as? String == id }
      guard let now = row.flatMap({ final($0) }), now == told else {
        return "trial \(id) was told to have \(told), and now has \(row.map { "\($0)" } ?? "no row")"
      }
      return nil
    }
  }
}
