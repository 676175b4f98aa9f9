// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@Suite struct `A hopeless trial` {
  private static func tuning(stops: Bool, options: String = "") -> String {
    """
    trainingInput:
      hyperparameters:
        hyperparameterMetricTag: accuracy
        maxTrials: 7
        maxParallelTrials: 2
        enableTrialEarlyStopping: \(stops)
        params:
          - {parameterName: x, type: DOUBLE, minValue: 0.1, maxValue: 0.9}
    \(options)
    """
  }

  @Test func `is stopped while it runs, counts as completed, and its reason is told everywhere`() throws {
    let project = try Project("odd", tuning: Self.tuning(stops: true))
    let run = try project.attune("run", "--", "python3", "hopeless.py")
    #expect(run.status == 0, "\(run.words)")
    #expect(project.ledger().sorted() == ["stopped 6", "stopped 7"])
    // Either may be judged after the other has ended.
    let why = /stopped at step 2: 0.1, median of [56] trials here 0.7/
    #expect(run.words.contains(/trial 6: stopped at step 2: 0.1, median of [56] trials here 0.7/))
    #expect(run.words.contains("trial 6 ended early with accuracy 0.10000000149011612 at step 2"))

    let trials = try project.attune("trials", "--format", "json").objects()
    let stopped = trials.filter { $0["isTrialStoppedEarly"] as? Bool == true }
    #expect(stopped.map { $0["trialId"] as? String }.sorted { $0 ?? "" < $1 ?? "" } == ["6", "7"])
    for trial in stopped {
      #expect(trial["state"] as? String == "SUCCEEDED" && (trial["reason"] as? String)?.wholeMatch(of: why) != nil)
      let final = try #require(trial["finalMetric"] as? [String: Any])
      #expect(final["trainingStep"] as? String == "2")
    }
    let table = try project.attune("trials", "--format", "csv").rows
    #expect(table.filter { $0["finalMetric.objectiveValue"] == "0.10000000149011612" }.count == 2)
    #expect(try project.attune("trials").output.contains(why))
  }

  @Test func `goes on before the step that the user names`() throws {
    let options = "attune: {stopping: {minSteps: 3}}"
    let project = try Project("odd", tuning: Self.tuning(stops: true, options: options))
    let run = try project.start(["run", "--", "python3", "hopeless.py"])
    try eventually("two hopeless trials have reported") {
      let table = (try? project.attune("trials", "--format", "json").objects()) ?? []
      return table.filter { ($0["allMetrics"] as? [Any])?.count == 3 && $0["state"] as? String == "RUNNING" }.count == 2
    }
    #expect(try project.attune("cancel").status == 0)
    #expect(try run.finish().status == 3)
    #expect(!run.wordsSoFar.contains("stopped at step"))
  }
}
