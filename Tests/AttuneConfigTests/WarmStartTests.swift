// SPDX-License-Identifier: Apache-2.0
import AttuneConfig
import AttuneJob
import AttuneStudy
import Testing

@Suite struct `A warm start in the tuning file` {
  private func file(maxTrials: Int = 9) -> String {
    """
    trainingInput:
      hyperparameters:
        hyperparameterMetricTag: acc
        maxTrials: \(maxTrials)
        resumePreviousJobId: attune_2026_11_24_031512345
        params:
          - {parameterName: x, type: INTEGER, minValue: 0, maxValue: 9}
          - {parameterName: act, type: CATEGORICAL, categoricalValues: [relu, "1"]}
    attune:
      initialTrials:
        - {act: relu, x: 3}
        - {x: 4.0, act: 1}
    """
  }

  @Test func `names an earlier job and points to begin with, in the order of the parameters`() throws {
    let tuning = try #require(Reading.of(file()).configuration?.tuning)
    #expect(tuning.previousJob == "attune_2026_11_24_031512345" && tuning.priorTrials.isEmpty)
    #expect(tuning.initialAssignments.map(\.flags) == [["--x=3", "--act=relu"], ["--x=4", "--act=1"]])
    #expect(Reading.of(file()).diagnostics.isEmpty)
  }

  @Test func `says which points there is no trial for`() {
    let said = Reading.of(file(maxTrials: 1)).diagnostics.map(\.message).filter { $0.contains("initialTrials") }
    #expect(said == ["'initialTrials' holds 2 points, but 'maxTrials' is 1: the last 1 will not be tried"])
  }
}
