// SPDX-License-Identifier: Apache-2.0
import AttuneConfig
import AttuneJob
import AttuneStudy
import Foundation
import Testing

@Suite struct `A configuration from real life` {
  static let files = Fixtures.names(in: "configs", ["yml", "yaml"])

  /// What a file declares, as `expected.json` writes it.
  struct Declaration: Decodable, Equatable {
    let goal: String
    let hyperparameterMetricTag: String
    let maxTrials: Int
    let maxParallelTrials: Int
    let enableTrialEarlyStopping: Bool
    let parameters: [String]
  }

  @Test(arguments: files) func `is read unchanged as what it declares`(file: String) throws {
    let data = Data(try Fixtures.text("configs/expected.json").utf8)
    let expected = try JSONDecoder().decode([String: Declaration?].self, from: data)
    let reading = ConfigurationReader.read(path: Fixtures.path("configs/\(file)"), name: file, gpus: 0)
    let configuration = try #require(reading.configuration)
    let declared = configuration.tuning.map { tuning in
      Declaration(
        goal: tuning.objective.goal.rawValue, hyperparameterMetricTag: tuning.objective.tag.rawValue,
        maxTrials: configuration.limits.maxTrials, maxParallelTrials: configuration.limits.maxParallelTrials,
        enableTrialEarlyStopping: tuning.stopping != nil, parameters: tuning.space.parameters.map(\.name))
    }
    #expect(declared == (try #require(expected[file])))
  }

  @Test(arguments: files) func `is answered with what it deserves`(file: String) throws {
    let reading = ConfigurationReader.read(path: Fixtures.path("configs/\(file)"), name: file, gpus: 0)
    let configuration = try #require(reading.configuration)
    let summary = ConfigurationSummary(file: file, configuration: configuration, spec: nil)
    let lines = reading.diagnostics.map(\.description) + [summary.description]
    #expect(lines.joined(separator: "\n") + "\n" == (try Fixtures.text("configs/understood/\(file).txt")))
  }

  @Test func `is one of 17`() {
    #expect(Self.files.count == 17)
  }
}
