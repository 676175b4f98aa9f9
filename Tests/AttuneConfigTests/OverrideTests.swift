// SPDX-License-Identifier: Apache-2.0
import AttuneConfig
import AttuneJob
import Testing

@Suite struct `A limit on the command line` {
  private let file = Reading.tuning(parameter: "type: INTEGER\nminValue: 1\nmaxValue: 4")

  @Test func `beats the file, in the echo, too`() throws {
    let configuration = try #require(
      Reading.of(file, overrides: .init(maxTrials: 3, maxParallelTrials: 5)).configuration)
    #expect(configuration.limits.maxTrials == 3)
    #expect(configuration.limits.maxParallelTrials == 5)
    let echo = try #require(configuration.trainingInput["hyperparameters"])
    #expect(echo["maxTrials"] == .integer(3))
    #expect(echo["maxParallelTrials"] == .integer(5))
  }

  @Test func `is judged instead of the file's`() {
    #expect(
      Reading.said(file, overrides: .init(maxTrials: 9)) == """
        warning: --max-trials (9) is more than the 4 different points of the search space
          4 trials try them all
        """)
  }

  @Test func `must be at least 1`() {
    #expect(
      Reading.said(file, overrides: .init(maxTrials: 0, maxParallelTrials: -1)).hasPrefix(
        "error: --max-trials (0) must be at least 1\nerror: --max-parallel-trials (-1) must be at least 1"))
  }

  @Test func `has no effect where nothing is tuned`() {
    #expect(
      Reading.said("trainingInput: {}", overrides: .init(maxTrials: 4)) == """
        t.yml: notice: no 'hyperparameters': one trial runs and nothing is tuned
        warning: --max-trials has no effect: nothing is tuned
        """)
  }
}
