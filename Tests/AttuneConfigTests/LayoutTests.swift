// SPDX-License-Identifier: Apache-2.0
import AttuneConfig
import AttuneJob
import AttuneStudy
import Foundation
import Testing

@Suite struct `A file's layout` {
  @Test func `may be JSON`() throws {
    let json = """
      {
      \t"trainingInput": {"hyperparameters": {"goal": "MINIMIZE", "hyperparameterMetricTag": "loss\\/val",
      \t\t"maxTrials": 10, "params": [
      \t\t\t{"parameterName": "lr", "type": "DOUBLE", "minValue": 1e-4, "maxValue": 0.1, "scaleType": "UNIT_LOG_SCALE"}]}}
      }
      """
    let tuning = try #require(Reading.of(json).configuration?.tuning)
    #expect(tuning.objective == Objective(tag: MetricTag("loss/val"), goal: .minimize))
    #expect(tuning.space.parameters == [ParameterSpec(name: "lr", domain: .double(1e-4...0.1, scale: .log))])
  }

  @Test func `may repeat itself with anchors, aliases and merge keys`() throws {
    let text = """
      trainingInput:
        hyperparameters:
          hyperparameterMetricTag: acc
          maxTrials: 10
          params:
            - &rate {parameterName: dropout1, type: DOUBLE, minValue: 0.2, maxValue: 0.6}
            - <<: *rate
              parameterName: dropout2
            - {<<: [*rate], parameterName: dropout3, maxValue: 0.9}
      """
    let space = try #require(Reading.of(text).configuration?.tuning?.space)
    #expect(space.parameters.map(\.name) == ["dropout1", "dropout2", "dropout3"])
    #expect(space.parameters[1].domain == .double(0.2...0.6, scale: .linear))
    #expect(space.parameters[2].domain == .double(0.2...0.9, scale: .linear))
  }

  @Test func `may have Windows line ends and a byte order mark`() throws {
    let text = try Fixtures.text("configs/article.yml").replacing("\n", with: "\r\n")
    try Folder.with(["tuning.yml": "\u{FEFF}" + text + "oops: 1\r\n"]) { folder in
      let reading = ConfigurationReader.read(path: "\(folder)/tuning.yml", name: "tuning.yml", gpus: 0)
      #expect(reading.configuration?.tuning?.space.parameters.count == 2)
      #expect(reading.diagnostics.last?.location == .position(file: "tuning.yml", line: 20, column: 1))
    }
  }

  @Test(arguments: ["", "\n\n", "# only a comment\n", "---\n", "~"])
  func `may be empty`(text: String) {
    #expect(
      Reading.said(text) == """
        t.yml: warning: the file is empty: one trial runs and nothing is tuned
          describe what to tune below trainingInput: hyperparameters
        """)
    #expect(Reading.of(text).configuration?.tuning == nil)
  }

  @Test func `cannot grow without bound through aliases`() {
    var lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    for level in 1...9 {
      let items = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
      lines.append("a\(level): &a\(level) [\(items)]")
    }
    #expect(
      Reading.said(lines.joined(separator: "\n")) == """
        t.yml: error: 81 aliases of 10 anchors may grow beyond measure
          write the values out
        """)
  }

  @Test func `cannot hold more than 100,000 values`() {
    let items = Array(repeating: "x", count: 400).joined(separator: ", ")
    let aliases = Array(repeating: "*a", count: 300).joined(separator: ", ")
    let said = Reading.said("labels:\n  a: &a [\(items)]\n  b: [\(aliases)]")
    #expect(said.hasSuffix("error: the file holds more than 100000 values"))
  }

  @Test(arguments: [60, 5_000]) func `cannot nest without bound`(depth: Int) {
    let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    #expect(Reading.said(text).hasSuffix("error: nested deeper than 50 levels"))
  }

  @Test func `cannot be larger than 1 MiB`() throws {
    try Folder.with(["big.yml": String(repeating: "# nothing\n", count: 110_000)]) { folder in
      let reading = ConfigurationReader.read(path: "\(folder)/big.yml", name: "big.yml", gpus: 0)
      #expect(
        reading.diagnostics.map(\.description) == ["big.yml: error: larger than 1 MiB: this is no configuration file"])
    }
  }

  @Test func `cannot be UTF-16`() throws {
    try Folder.with([:]) { folder in
      let data = try #require("trainingInput:\n".data(using: .utf16))
      try data.write(to: URL(filePath: "\(folder)/wide.yml"))
      let reading = ConfigurationReader.read(path: "\(folder)/wide.yml", name: "wide.yml", gpus: 0)
      #expect(
        reading.diagnostics.map(\.description) == ["wide.yml:1:1: error: not UTF-8 text\n  save the file as UTF-8"])
    }
  }

  @Test func `is unknown where the file is missing`() {
    let reading = ConfigurationReader.read(path: "/nowhere/tuning.yml", name: "tuning.yml", gpus: 0)
    #expect(reading.diagnostics.map(\.description) == ["tuning.yml: error: cannot be read: No such file or directory"])
  }

  @Test func `tells a key that a quirk hides as well`() {
    #expect(
      Reading.said("\"\\x61\": 1\na: 2") == "t.yml:1:1: error: 'a' is given twice\n  keep one of them")
  }

  @Test func `has words as keys`() {
    #expect(Reading.said("? [a]\n: 1") == "t.yml:1:3: error: a key must be a word, not a list or a mapping")
  }
}
