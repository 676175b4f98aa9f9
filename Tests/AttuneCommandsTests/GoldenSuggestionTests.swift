// SPDX-License-Identifier: Apache-2.0
import AttuneCommands
import AttuneConfig
import AttuneStudy
import Foundation
import Testing

/// What the default algorithm suggests, digit by digit, with what it expects: `EndToEndTests` sends the same requests to
/// the built program, on a processor that seems to have no AVX. A change of the algorithm changes the snapshots.
@Suite struct `Golden suggestions` {
  /// A trial, as the program sees it.
  struct Asked {
    let id: Int
    let numbers: [String: Double]
    let kind: String
  }

  struct Sample: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var atOnce = 1
    /// Every so many trials one fails.
    var failures = Int.max
    let value: @Sendable (Asked) -> Double
  }

  static let samples = [
    Sample(testDescription: "noisy") { trial in
      let noise = Double(SplitMix64.mix(UInt64(trial.id)) >> 11) * 0x1p-53
      return square(trial, "a", 0.3) + square(trial, "b", 1) + square(trial, "d", 0.9) + decades(trial, "c", 0.01)
        + 0.4 * noise
    },
    Sample(testDescription: "mixed", failures: 9) { trial in
      (trial.kind == "gelu" ? 1 : 0.7) - 0.05 * decades(trial, "a", 0.03) - 0.1 * decades(trial, "b", 60)
        - 0.02 * square(trial, "c", 4) - (trial.numbers["d"] == 64 ? 0 : 0.1)
    },
    Sample(testDescription: "parallel", atOnce: 6) { trial in
      square(trial, "a", 0.8) + square(trial, "b", 0.35) + 1e-6 * square(trial, "c", 250)
        + (trial.kind == "y" ? 0 : 0.2)
    },
  ]

  private static func square(_ trial: Asked, _ name: String, _ best: Double) -> Double {
    let distance = (trial.numbers[name] ?? .nan) - best
    return distance * distance
  }

  /// The square of the distance on a logarithmic scale.
  private static func decades(_ trial: Asked, _ name: String, _ best: Double) -> Double {
    let distance = Portable.log((trial.numbers[name] ?? .nan) / best) / Portable.log(10)
    return distance * distance
  }

  @Test(arguments: samples)
  func `are these`(sample: Sample) throws {
    try Snapshot.expect(transcript(of: sample), is: "suggestions-\(sample.testDescription)")
  }

  /// `>` what is sent, `<` what comes back.
  private func transcript(of sample: Sample) throws -> String {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/suggestions")
    let request = JobRequest(directory: folder.path, configurationFile: "\(sample.testDescription).yml")
    let tuning = try #require(request.configuration(gpus: 0).reading.configuration?.tuning)
    var dialogue = AskTellDialogue(tuning, seed: 2026)
    var transcript = ""
    var running: [Asked] = []
    func reply(to request: String) -> String {
      let reply = dialogue.reply(to: request)
      transcript += "> \(request)\n< \(reply)\n"
      return reply
    }
    var asked = 0
    while asked < 30 {
      let count = sample.atOnce - running.count
      let new = try trials(in: reply(to: #"{"method":"suggest","count":\#(count)}"#))
      try #require(new.count == count)
      running += new
      asked += count
      // The one in the middle, and the one before it where several run.
      for _ in 0..<max(1, sample.atOnce / 3) {
        let ended = running.remove(at: running.count / 2)
        if ended.id.isMultiple(of: sample.failures) {
          _ = reply(to: #"{"method":"fail","trialId":"\#(ended.id)","reason":"out of memory"}"#)
        } else {
          let value = Double(Int(sample.value(ended) * 1e6)) / 1e6
          _ = reply(to: #"{"method":"complete","trialId":"\#(ended.id)","value":\#(value)}"#)
        }
      }
    }
    return transcript
  }

  private func trials(in reply: String) throws -> [Asked] {
    let object = try #require(try JSONSerialization.jsonObject(with: Data(reply.utf8)) as? [String: Any])
    return try #require(object["trials"] as? [[String: Any]]).map { trial in
      let parameters = try #require(trial["parameters"] as? [String: Any])
      return Asked(
        id: try #require((trial["trialId"] as? String).flatMap(Int.init)),
        numbers: parameters.compactMapValues { ($0 as? NSNumber)?.doubleValue },
        kind: parameters["kind"] as? String ?? "")
    }
  }
}
