// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneServer
import AttuneStudy
import AttuneTesting
import Foundation
import Testing

@Suite("Requests about trials")
struct StudyRequestTests {
  @Test("carry measurements as the service's JSON writes them")
  func measurement() throws {
    let report = try StudyRequest.measure(
      try json(
        #"{"measurement": {"stepCount": "3", "elapsed_time": "1.5s", "metrics": [{"metric": "a", "value": "NaN"}, "#
          + #"{"metric": "b", "value": 2}]}}"#))
    #expect(report.step == 3 && report.elapsed == 1_500)
    #expect(report.metrics.map(\.name) == ["a", "b"] && report.metrics[0].value.isNaN && report.metrics[1].value == 2)
  }

  @Test(
    "are refused where they are wrong",
    arguments: [
      (#"{}"#, ["measurement"]),
      (#"{"measurement": []}"#, ["measurement"]),
      (#"{"measurement": {"stepCount": 1.5}}"#, ["measurement.step_count"]),
      (
        #"{"measurement": {"elapsedTime": "1m", "metrics": [{"value": true}]}}"#,
        ["measurement.metrics[0].metric", "measurement.metrics[0].value", "measurement.elapsed_time"]
      ),
      (#"{"measurment": {}}"#, ["measurment"]),
    ])
  func mistakes(_ body: String, _ fields: [String]) throws {
    let error = try #require(throws: APIError.self) { try StudyRequest.measure(try json(body)) }
    #expect(error.violations.map(\.field) == fields)
  }

  @Test("ask for trials with a number and a client")
  func suggest() throws {
    let request = try StudyRequest.suggest(try json(#"{"suggestion_count": 5, "clientId": "worker 1"}"#))
    #expect(request.count == 5 && request.client == "worker 1")
    for (body, field) in [
      (#"{"clientId": "a"}"#, "suggestion_count"), (#"{"clientId": "a", "suggestionCount": 0}"#, "suggestion_count"),
      (#"{"clientId": "a", "suggestionCount": 1001}"#, "suggestion_count"),
      (#"{"clientId": "", "suggestionCount": 1}"#, "client_id"), (#"{"suggestionCount": 1}"#, "client_id"),
    ] {
      let error = try #require(throws: APIError.self) { try StudyRequest.suggest(try json(body)) }
      #expect(error.violations.map(\.field) == [field])
    }
  }

  @Test("complete trials in three ways")
  func complete() throws {
    #expect(try StudyRequest.complete(.object([:])).final == nil)
    let infeasible = try StudyRequest.complete(try json(#"{"trialInfeasible": true, "infeasibleReason": "too big"}"#))
    #expect(infeasible.infeasible == "too big")
    let silent = try StudyRequest.complete(try json(#"{"trialInfeasible": true}"#))
    #expect(silent.infeasible == "infeasible, a client said")
    let feasible = try StudyRequest.complete(try json(#"{"trialInfeasible": false, "infeasibleReason": "x"}"#))
    #expect(feasible.infeasible == nil)
    let final = try StudyRequest.complete(
      try json(#"{"finalMeasurement": {"metrics": [{"metric": "a", "value": 1}]}}"#))
    #expect(final.final == StudyReport(step: nil, elapsed: nil, metrics: [.init(name: "a", value: 1)]))
  }

  @Test("make trials of one's own")
  func create() throws {
    let trial = try StudyRequest.create(
      try json(
        #"{"parameters": [{"parameter": "x", "intValue": "8"}, {"parameter": "y", "floatValue": 0.5}, "#
          + #"{"parameter": "z", "stringValue": "s"}], "state": "COMPLETED", "#
          + #""measurements": [{"metrics": [{"metric": "a", "value": 1}]}]}"#))
    #expect(trial.parameters.map(\.value) == [8, 0.5, "s"])
    #expect(trial.final == trial.measurements.last, "what is completed has its last measurement for its final one")
    let error = try #require(throws: APIError.self) {
      try StudyRequest.create(try json(#"{"parameters": [{"parameter": "x"}, {"floatValue": 1}]}"#))
    }
    #expect(error.violations.map(\.field) == ["trial.parameters[0]", "trial.parameters[1].parameter"])
  }

  @Test("are answered with resources of the service")
  func resources() throws {
    let name = try StudySample.name("s")
    let study = try #require(StudyHistory(name, Array(StudySample.entries.prefix(8))))
    let trial = try #require(study[1])
    #expect(
      trial.resource(in: study).text
        == #"{"clientId":"c1","endTime":"2017-11-24T14:31:52Z","finalMeasurement":{"elapsedTime":"1.500s","metrics":["#
        + #"{"metric":"accuracy","value":0.75},{"metric":"loss","value":0.5},{"metric":"b","value":"Infinity"}],"#
        + #""stepCount":"3"},"measurements":[{"elapsedTime":"0.010s","metrics":[{"metric":"accuracy","value":-0.0}],"#
        + #""stepCount":"0"},{"elapsedTime":"1.500s","metrics":[{"metric":"accuracy","value":0.75},"#
        + #"{"metric":"loss","value":0.5},{"metric":"b","value":"Infinity"}],"stepCount":"3"}],"#
        + #""name":"projects/p/locations/us-central1/studies/s/trials/1","origin":{"completionsSeen":0,"#
        + #""phase":"sobol","text":"first"},"parameters":[{"floatValue":0.01,"parameter":"rate"},"#
        + #"{"intValue":"3","parameter":"layers"},"#
        + #"{"floatValue":64.5,"parameter":"batch"},{"parameter":"activation","stringValue":"relu"}],"#
        + #""reason":"stopped at step 3: 0.75, median of 5 trials here 0.8","#
        + #""startTime":"2017-11-24T14:31:52Z","state":"COMPLETED"}"#)
    let check = try #require(study.operation(3))
    #expect(
      check.resource(in: study).text
        == #"{"done":true,"metadata":{"@type":"type.googleapis.com/google.cloud.ml.v1."#
        + #"CheckTrialEarlyStoppingStateMetatdata","createTime":"2017-11-24T14:31:52Z","#
        + #""study":"projects/p/locations/us-central1/studies/s","#
        + #""trial":"projects/p/locations/us-central1/studies/s/trials/1"},"#
        + #""name":"projects/p/locations/us-central1/operations/s.3","response":{"@type":"type.googleapis.com/"#
        + #"google.cloud.ml.v1.CheckTrialEarlyStoppingStateResponse","endTime":"2017-11-24T14:31:52Z","#
        + #""reason":"stopped at step 3: 0.75, median of 5 trials here 0.8","shouldStop":true,"#
        + #""startTime":"2017-11-24T14:31:52Z"}}"#)
  }

  private func json(_ text: String) throws -> JSONValue {
    try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
  }
}
