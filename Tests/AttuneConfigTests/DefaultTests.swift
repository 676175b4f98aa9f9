// SPDX-License-Identifier: Apache-2.0
import AttuneConfig
import AttuneJob
import AttuneStudy
import Testing

@Suite struct `A key` {
  static let least = """
    trainingInput:
      hyperparameters:
        params: [{parameterName: x, type: DOUBLE, minValue: 0, maxValue: 1}]
    """

  @Test func `that is missing has the service's default`() throws {
    let configuration = try #require(Reading.of(Self.least).configuration)
    let tuning = try #require(configuration.tuning)
    #expect(configuration.limits == JobLimits(maxTrials: 1, maxParallelTrials: 1, maxFailedTrials: 0, retries: 0))
    #expect(tuning.objective == Objective(tag: MetricTag(""), goal: .maximize, selection: .last))
    #expect(tuning.algorithm == .gaussianProcessBandit)
    #expect(!configuration.namesAlgorithm)
    #expect(configuration.arguments == nil)
    #expect(configuration.jobDirectory == nil)
  }

  @Test func `that is unspecified counts as missing`() throws {
    let text = Self.least + "\n    goal: GOAL_TYPE_UNSPECIFIED\n    algorithm: ALGORITHM_UNSPECIFIED"
    let configuration = try #require(Reading.of(text).configuration)
    #expect(configuration.tuning?.objective.goal == .maximize)
    #expect(configuration.tuning?.algorithm == .gaussianProcessBandit)
  }

  @Test func `of Attune's own is used`() throws {
    let own = """

      attune:
        algorithm: RANDOM_SEARCH
        metric: {selection: BEST}
        trial: {retries: 2, environment: {OMP_NUM_THREADS: 1, EMPTY: }}
        snapshot: {exclude: [data/*.bin], link: [data]}
      labels: {team: vision, year: 2018}
      """
    let configuration = try #require(Reading.of(Self.least + own).configuration)
    #expect(configuration.tuning?.algorithm == .randomSearch)
    #expect(configuration.namesAlgorithm)
    #expect(configuration.tuning?.objective.selection == .best)
    #expect(configuration.limits.retries == 2)
    #expect(configuration.environment == ["OMP_NUM_THREADS": "1", "EMPTY": ""])
    #expect(configuration.exclude == ["data/*.bin"])
    #expect(configuration.link == ["data"])
    #expect(configuration.labels == ["team": "vision", "year": "2018"])
  }

  @Test func `may name the same algorithm twice`() {
    let text = Self.least + "\n    algorithm: RANDOM_SEARCH\nattune: {algorithm: RANDOM_SEARCH}"
    #expect(Reading.of(text).configuration?.tuning?.algorithm == .randomSearch)
  }

  @Test func `in snake_case is the same key`() throws {
    let snake = """
      training_input:
        python_module: trainer.task
        job_dir: gs://bucket/out
        worker_count: "2"
        use_chief_in_tf_config: yes
        hyperparameters:
          hyperparameter_metric_tag: loss
          goal: MINIMIZE
          max_trials: 8
          max_parallel_trials: 3
          enable_trial_early_stopping: false
          params:
            - parameter_name: batch_size
              type: INTEGER
              min_value: 1
              max_value: 64
              scale_type: UNIT_LOG_SCALE
      """
    let configuration = try #require(Reading.of(snake).configuration)
    #expect(configuration.pythonModule == "trainer.task")
    #expect(configuration.jobDirectory == "gs://bucket/out")
    #expect(configuration.limits.maxTrials == 8)
    #expect(configuration.limits.maxParallelTrials == 3)
    #expect(configuration.tuning?.space.parameters.first?.domain == .integer(1...64, scale: .log))
    #expect(
      configuration.trainingInput
        == .object([
          "pythonModule": .string("trainer.task"), "jobDir": .string("gs://bucket/out"),
          "workerCount": .string("2"), "useChiefInTfConfig": .bool(true),
          "hyperparameters": .object([
            "hyperparameterMetricTag": .string("loss"), "goal": .string("MINIMIZE"), "maxTrials": .integer(8),
            "maxParallelTrials": .integer(3), "enableTrialEarlyStopping": .bool(false),
            "params": .array([
              .object([
                "parameterName": .string("batch_size"), "type": .string("INTEGER"), "minValue": .number(1),
                "maxValue": .number(64), "scaleType": .string("UNIT_LOG_SCALE"),
              ])
            ]),
          ]),
        ]))
  }

  @Test func `that a user names is kept as it is`() {
    let text = "trainingInput: {}\nlabels: {my_label: a}\nattune: {trial: {environment: {my_name: b}}}"
    let configuration = Reading.of(text).configuration
    #expect(configuration?.labels == ["my_label": "a"])
    #expect(configuration?.environment == ["my_name": "b"])
  }

  @Test func `is echoed with the goal, and without what is unknown`() throws {
    let configuration = try #require(
      Reading.of(Self.least.replacing("params:", with: "maxFailedTrials: \n    params:")).configuration)
    let echo = try #require(configuration.trainingInput["hyperparameters"])
    #expect(echo["goal"] == .string("MAXIMIZE"))
    #expect(echo["maxFailedTrials"] == nil)
  }

  @Test func `of the oldest form is echoed below trainingInput`() throws {
    let text = try Fixtures.text("configs/r-census-2017.yml")
    let input = try #require(Reading.of(text).configuration?.trainingInput)
    #expect(input["hyperparameters"]?["maxTrials"] == .integer(4))
  }
}
