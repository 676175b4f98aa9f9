// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal
import AttuneOptimizers
import AttuneStudy
import AttuneTesting
import Foundation
import Testing

@Suite struct `The journal of a real job` {
  private static let tuning = """
    trainingInput:
      hyperparameters:
        hyperparameterMetricTag: accuracy
        maxTrials: 200
        maxParallelTrials: 8
        enableTrialEarlyStopping: true
        params:
          - {parameterName: x, type: DOUBLE, minValue: 0.001, maxValue: 1, scaleType: UNIT_LOG_SCALE}
          - {parameterName: n, type: INTEGER, minValue: 1, maxValue: 64}
          - {parameterName: kind, type: CATEGORICAL, categoricalValues: [a, b, c]}
    """

  @Test func `gives each suggestion and each verdict again, bit for bit, and the table`() async throws {
    let project = try Project("curve", tuning: Self.tuning)
    let run = try project.attune("run", "--", "python3", "-S", "-E", "train.py")
    #expect(run.status == 0, "\(run.words)")
    let store = SQLiteJobStore(home: AttuneHome(folder: project.home.path))
    let id = try #require(JobID(rawValue: try project.job().lastPathComponent))
    let stored = try await store.load(id)
    let tuning = try #require(stored.spec.tuning)
    let replay = DecisionReplay(
      of: stored, rows: try await store.trials(of: id), optimizer: tuning.algorithm.optimizer,
      rule: tuning.stopping?.rule)
    #expect(replay.differences == [])
    #expect(replay.suggestions == 200 && replay.verdicts > replay.stops && replay.stops > 0)
  }
}
