// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy
import Testing

@Suite struct `What the service's clients read` {
  private let time = Timestamp(milliseconds: 1_511_493_312_345)
  private let origin = Origin(phase: "sobol", text: "point 3 of the sequence", completionsSeen: 2)

  private func output(_ record: TrialRecord, measurements: [(Int, Double)] = []) -> String {
    record.hyperparameterOutput(
      names: ["lr", "act"],
      measurements: measurements.compactMap { Trial.Measurement(step: $0.0, value: $0.1) }
    ).text
  }

  @Test func `of a trial is a HyperparameterOutput`() {
    let record = TrialRecord(
      trial: Trial.ID(3), state: .succeeded, values: ["0.25", "re\"lu"],
      final: Trial.Measurement(step: 19, value: 0.9200000166893005), attempt: 1, startTime: time,
      endTime: Timestamp(milliseconds: time.milliseconds + 61_000),
      usage: TrialExit.Usage(wallSeconds: 61, cpuSeconds: 100.5, peakMemoryBytes: 1_048_576), origin: origin,
      series: "'acc' in logs/train")
    #expect(
      output(record, measurements: [(0, 0.5), (19, 0.9200000166893005)])
        == #"{"allMetrics":[{"objectiveValue":0.5,"trainingStep":"0"},"#
        + #"{"objectiveValue":0.9200000166893005,"trainingStep":"19"}],"endTime":"2017-11-24T03:16:13Z","#
        + #""finalMetric":{"objectiveValue":0.9200000166893005,"trainingStep":"19"},"#
        + #""hyperparameters":{"act":"re\"lu","lr":"0.25"},"metricSeries":"'acc' in logs/train","#
        + #""origin":{"completionsSeen":2,"phase":"sobol","text":"point 3 of the sequence"},"#
        + #""startTime":"2017-11-24T03:15:12Z","state":"SUCCEEDED","trialId":"3","#
        + #""usage":{"cpuSeconds":100.5,"peakMemoryBytes":1048576,"wallSeconds":61.0}}"#)
  }

  @Test func `of a trial that a model suggested has what it expected`() {
    let forecast = Forecast(median: 0.9, interval: 0.8...1, expectedImprovement: 0.01, importance: [0.75, 0.25])
    let origin = Origin(phase: "local", text: "local step", completionsSeen: 9, forecast: forecast)
    let record = TrialRecord(trial: Trial.ID(1), state: .running, values: ["1", "a"], origin: origin)
    #expect(
      output(record).contains(
        #""origin":{"completionsSeen":9,"forecast":{"expectedImprovement":0.01,"importance":{"act":0.25,"lr":0.75},"#
          + #""interval":[0.8,1.0],"median":0.9},"phase":"local","text":"local step"}"#))
  }

  @Test func `of a failed trial has its reason and its last words`() {
    let record = TrialRecord(
      trial: Trial.ID(1), state: .failed, reason: "the trainer exited with status 1", tail: "line 1\nline 2",
      values: ["1", "a"], origin: origin)
    let text = output(record)
    #expect(text.contains(#""log":"line 1\nline 2""#))
    #expect(text.contains(#""reason":"the trainer exited with status 1","state":"FAILED""#))
    #expect(!text.contains("finalMetric"))
  }

  @Test(arguments: [
    (TrialRecord.State.queued, false, "QUEUED"), (.running, false, "RUNNING"), (.stopping, false, "CANCELLING"),
    (.succeeded, false, "SUCCEEDED"), (.infeasible, false, "SUCCEEDED"), (.failed, false, "FAILED"),
    (.stopped, false, "CANCELLED"), (.stopped, true, "SUCCEEDED"),
  ])
  func `names states as the service does`(state: TrialRecord.State, isStoppedEarly: Bool, word: String) {
    let record = TrialRecord(
      trial: Trial.ID(1), state: state, values: ["1", "a"], isStoppedEarly: isStoppedEarly, origin: origin)
    #expect(output(record).contains("\"state\":\"\(word)\""))
    #expect(output(record).contains(#""isTrialStoppedEarly":true"#) == isStoppedEarly)
  }

  @Test func `of a job is a Job`() throws {
    var spec = try JobSpec.sample()
    spec.trainingInput = .object(["hyperparameters": .object(["maxTrials": .integer(4)])])
    spec.labels = ["team": "vision"]
    let summary = JobSummary(
      id: JobID(createdAt: time), state: .failed, message: "too many", createTime: time, startTime: time,
      endTime: time, counts: [.succeeded: 2, .infeasible: 1, .stopped: 1, .failed: 3], trainerSeconds: 1_800, spec: spec
    )
    #expect(
      summary.output(trials: [.object(["trialId": .string("1")])]).text
        == #"{"createTime":"2017-11-24T03:15:12Z","endTime":"2017-11-24T03:15:12Z","errorMessage":"too many","#
        + #""jobId":"attune_2017_11_24_031512345","labels":{"team":"vision"},"startTime":"2017-11-24T03:15:12Z","#
        + #""state":"FAILED","trainingInput":{"hyperparameters":{"maxTrials":4}},"#
        + #""trainingOutput":{"completedTrialCount":"4","consumedMLUnits":0.5,"hyperparameterMetricTag":"x","#
        + #""isHyperparameterTuningJob":true,"trials":[{"trialId":"1"}]}}"#)
  }

  @Test func `leaves out what a new job that tunes nothing does not have`() throws {
    var spec = try JobSpec.sample()
    spec.tuning = nil
    let summary = JobSummary(id: JobID(createdAt: time), state: .queued, createTime: time, spec: spec)
    #expect(
      summary.output(trials: []).text
        == #"{"createTime":"2017-11-24T03:15:12Z","jobId":"attune_2017_11_24_031512345","state":"QUEUED","#
        + #""trainingInput":{},"trainingOutput":{"completedTrialCount":"0"}}"#)
  }
}

@Suite struct `A moment` {
  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z", "attune_1970_01_01_000000000"),
    (951_782_399_999, "2000-02-28T23:59:59Z", "attune_2000_02_28_235959999"),
    (951_782_400_000, "2000-02-29T00:00:00Z", "attune_2000_02_29_000000000"),
    (4_107_542_400_001, "2100-03-01T00:00:00Z", "attune_2100_03_01_000000001"),
    (-1, "1969-12-31T23:59:59Z", "attune_1969_12_31_235959999"),
  ])
  func `is written in UTC`(milliseconds: Int64, text: String, id: String) {
    let time = Timestamp(milliseconds: milliseconds)
    #expect(time.rfc3339 == text)
    #expect(JobID(createdAt: time).rawValue == id)
  }

  @Test(arguments: [
    ("a", true), ("A_1", true), ("1a", false), ("", false), ("a-b", false), ("é", false), ("a b", false),
    (String(repeating: "a", count: 128), true), (String(repeating: "a", count: 129), false),
  ])
  func `of another writer may be a job's id if it is a letter, then letters, digits and underscores`(
    text: String, isValid: Bool
  ) {
    #expect((JobID(rawValue: text) != nil) == isValid)
  }
}

@Suite struct `A JSON value` {
  @Test(arguments: [
    (JSONValue.null, "null"), (.bool(false), "false"), (.integer(-3), "-3"), (.number(400), "400.0"),
    (.number(1e-9), "1e-09"), (.number(.nan), "\"NaN\""), (.number(-.infinity), "\"-Infinity\""),
    (.string("a\"\\\n\r\t\u{1}é"), #""a\"\\\n\r\t\u0001é""#), (.array([.integer(1), .null]), "[1,null]"),
    (.object(["b": .integer(1), "a": .object([:])]), #"{"a":{},"b":1}"#),
  ])
  func `is written on one line, members by name`(value: JSONValue, text: String) {
    #expect(value.text == text)
  }
}
