// SPDX-License-Identifier: Apache-2.0
import AttuneConfig
import Testing

@Suite struct `A summary` {
  private func summary(_ file: String, program: JobRequest.Program, isInPlace: Bool = false) throws -> String {
    try Folder.with(["tuning.yml": file, "train.py": ""]) { folder in
      let request = JobRequest(directory: folder, program: program, seed: 7, isInPlace: isInPlace)
      return try #require(request.resolved(gpus: 0).summary).description
    }
  }

  @Test func `tells everything that was understood`() throws {
    let file = """
      trainingInput:
        args: [--note, two words]
        jobDir: gs://bucket/out
        hyperparameters:
          goal: MINIMIZE
          maxTrials: 40
          maxParallelTrials: 4
          maxFailedTrials: 5
          algorithm: RANDOM_SEARCH
          hyperparameterMetricTag: ""
          params:
            - {parameterName: lr, type: DOUBLE, minValue: 1e-5, maxValue: 0.1, scaleType: UNIT_LOG_SCALE}
            - {parameterName: units, type: DISCRETE, discreteValues: [1,2,3,4,5,6,7,8,9,10,11.5]}
            - {parameterName: act, type: CATEGORICAL, categoricalValues: [relu, tanh]}
      attune:
        metric: {selection: BEST}
        trial: {retries: 2, environment: {B: 1, A: 2}}
        snapshot: {exclude: ["*.bin"], link: [data]}
      labels: {team: vision}
      """
    #expect(
      try summary(file, program: .script("train.py", arguments: nil))
        == """
        configuration   tuning.yml
        trainer         python3 train.py --note 'two words'
        objective       minimize the best value of any tag that ends with training/hptuning/metric
        algorithm       RANDOM_SEARCH
        seed            7
        trials          40, 4 at a time
        failed trials   the job fails at 5
        retries         2 a trial
        job directory   gs://bucket/out
        left out of it  *.bin
        linked in it    data
        environment     A, B
        labels          team=vision
        parameters
          lr     DOUBLE       1e-05 … 0.1                                   UNIT_LOG_SCALE
          units  DISCRETE     1, 2, 3, 4, 5, 6, 7, 8, … 11.5 (11 values)  UNIT_LINEAR_SCALE
          act    CATEGORICAL  relu, tanh
        """.replacing(
          "… 0.1                                   UNIT", with: "… 0.1                                 UNIT"))
  }

  @Test func `of a command with placeholders names no flags`() throws {
    let file = Reading.tuning(parameter: "type: DOUBLE\nminValue: 0\nmaxValue: 1")
    #expect(
      try summary(file, program: .command(["train", "{x}"]), isInPlace: true) == """
        configuration  tuning.yml
        trainer        train '{x}'
        flags          none: the command has placeholders
        objective      maximize the last value of acc
        algorithm      GAUSSIAN_PROCESS_BANDIT (none is named)
        seed           7
        trials         20, 1 at a time
        working copy   none: trials run in place
        parameters
          x  DOUBLE  0.0 … 1.0  UNIT_LINEAR_SCALE
        """)
  }
}
