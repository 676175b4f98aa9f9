// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneServer
import Testing

@Suite("A filter of jobs")
struct JobFilterTests {
  private let job = JSONValue.object([
    "jobId": .string("census_20171024"), "state": .string("FAILED"), "createTime": .string("2026-11-26T08:00:00Z"),
    "labels": .object(["team": .string("vision"), "stage": .string("")]),
    "trainingInput": .object([
      "region": .string("us-central1"), "args": .array([.string("--epochs"), .string("4")]),
      "hyperparameters": .object(["maxTrials": .integer(12)]),
    ]),
    "trainingOutput": .object(["isHyperparameterTuningJob": .bool(true)]),
  ])

  @Test(
    "takes the jobs that it describes",
    arguments: [
      "", "jobId:census*", "jobId:census* AND state:FAILED", "jobId=census_20171024", "jobId:*2017*", "state != RUNNING",
      "NOT state:RUNNING", "-state:RUNNING", "labels.team=vision", "labels.team:*", "labels:team",
      "createTime>\"2026-11-25\"", "createTime > 2026-11-26T07:59:59Z", "createTime<=2026-11-26T08:00:00Z",
      "state:RUNNING OR state:FAILED", "(state:RUNNING OR state:FAILED) AND labels.team:vision",
      "state:FAILED labels.team:vis*", "trainingInput.hyperparameters.maxTrials>=12", "trainingInput.args:4",
      "trainingOutput.isHyperparameterTuningJob=true", "NOT (state:RUNNING AND jobId:x)", "labels.owner!=ada",
      "jobId:'census_20171024'", "state:failed",
    ])
  func matching(_ text: String) throws { #expect(try JobFilter(text).matches(job)) }

  @Test(
    "leaves the others",
    arguments: [
      "jobId:rnn*", "jobId:census* AND state:SUCCEEDED", "jobId=census", "jobId=*18", "state!=FAILED",
      "labels.team=sound", "labels.owner:ada", "createTime<2026-11-26T08:00:00Z", "NOT state:FAILED",
      "state:FAILED AND NOT labels.team:vision", "trainingInput.hyperparameters.maxTrials>12", "nothing.such:x",
      "state=failed",
    ])
  func others(_ text: String) throws { #expect(try !JobFilter(text).matches(job)) }

  @Test(
    "that can't be understood is refused by name",
    arguments: [
      "jobId:", "jobId", ":x", "(state:FAILED", "state:FAILED)", "AND", "state:FAILED AND", "OR state:FAILED", "NOT",
      "jobId:\"x", "()", "state = = x AND y", String(repeating: "(", count: 40) + "a:b" + String(repeating: ")", count: 40),
      String(repeating: "a:b ", count: 600),
    ])
  func refused(_ text: String) {
    let error = #expect(throws: APIError.self) { try JobFilter(text) }
    #expect(error?.status == .invalidArgument)
    #expect(error?.violations.map(\.field) == ["filter"])
  }
}
