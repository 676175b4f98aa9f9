// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A trial of `attune trials --format json`. `JSONSerialization` would do, but it reads doubles an ulp off.
struct FinishedTrial: Decodable {
  let number: Int
  let last: LastWritten?

  private enum CodingKeys: String, CodingKey {
    case trialId, finalMetric
  }

  private struct Metric: Decodable {
    let trainingStep: String
    let objectiveValue: Double
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    number = Int(try values.decode(String.self, forKey: .trialId)) ?? 0
    last = try values.decodeIfPresent(Metric.self, forKey: .finalMetric).flatMap { metric in
      Int(metric.trainingStep).map { LastWritten(step: $0, value: metric.objectiveValue) }
    }
  }
}

extension Project {
  func finishedTrials() throws -> [FinishedTrial] {
    let printed = try attune("trials", "--format", "json").output
    return try JSONDecoder().decode([FinishedTrial].self, from: Data(printed.utf8))
  }
}
