// SPDX-License-Identifier: Apache-2.0
import AttuneConfig
import Testing

@Suite struct `The size of a job` {
  private func said(parameters: Int, trials: Int, algorithm: String = "", values: String = "[1, 2]") -> String {
    let params = (0..<parameters).map { number in
      "\n      - {parameterName: p\(number), type: DISCRETE, discreteValues: \(values)}"
    }
    return Reading.said(
      """
      trainingInput:
        hyperparameters:
          hyperparameterMetricTag: acc
          maxTrials: \(trials)
          params:\(params.joined())
      \(algorithm)
      """)
  }

  @Test func `is large above 16 parameters`() {
    #expect(said(parameters: 16, trials: 32) == "")
    #expect(
      said(parameters: 17, trials: 34) == """
        t.yml:6:7: warning: 17 parameters are many: 16 or fewer tune well
          fix those that matter least in the script or in 'args'
        """)
  }

  @Test func `is small below two trials for each parameter`() {
    #expect(said(parameters: 3, trials: 6) == "")
    #expect(
      said(parameters: 3, trials: 5) == """
        t.yml:4:16: warning: 'maxTrials' (5) is few for 3 parameters
          give it at least 6, two for each parameter; ten for each are better
        """)
  }

  @Test func `is bounded by a finite space`() {
    #expect(said(parameters: 2, trials: 4) == "")
    #expect(
      said(parameters: 2, trials: 5) == """
        t.yml:4:16: warning: 'maxTrials' (5) is more than the 4 different points of the search space
          4 trials try them all
        """)
  }

  @Test func `of a grid may be any part of it`() {
    #expect(said(parameters: 3, trials: 1, algorithm: "attune: {algorithm: GRID_SEARCH}") == "")
  }

  @Test func `of a grid is unknown for a DOUBLE, whoever names the algorithm`() {
    let file = Reading.tuning(parameter: "type: DOUBLE\nminValue: 0\nmaxValue: 1")
    #expect(
      Reading.said(file + "\nattune:\n  algorithm: GRID_SEARCH") == """
        t.yml:11:14: error: GRID_SEARCH cannot enumerate 'x', of type DOUBLE
          list the values to try as DISCRETE, or use RANDOM_SEARCH
        """)
  }
}
