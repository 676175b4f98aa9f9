// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy
import AttuneTesting
import Foundation
import Testing

@Suite struct `The coding of specs and summaries` {
  private func read<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
    try JournalDecoder().value(type, from: Data(text.utf8))
  }

  private func text(_ value: some JSONWritable, isIndented: Bool = false) -> String {
    String(decoding: JSONText.of(value, isIndented: isIndented), as: UTF8.self)
  }

  @Test func `writes and reads the golden spec`() throws {
    let golden = try GoldenFile.text("spec.json")
    #expect(text(JournalSample.spec, isIndented: true) + "\n" == golden)
    #expect(try read(JobSpec.self, golden) == JournalSample.spec)
  }

  @Test func `writes and reads the golden summary`() throws {
    let golden = try GoldenFile.text("job.json")
    #expect(text(JournalSample.summary, isIndented: true) + "\n" == golden)
    #expect(try read(JobSummary.self, golden) == JournalSample.summary)
  }

  @Test func `leaves out what is not there`() throws {
    let spec = JobSpec(
      directory: "/d", trainer: Trainer(kind: .command, command: ["./train"]), tuning: nil,
      limits: JobLimits(failurePolicy: .original), workingCopy: .inPlace)
    #expect(
      text(spec) == #"{"directory":"/d","#
        + #""trainer":{"kind":"command","command":["./train"],"usesPlaceholders":false},"#
        + #""limits":{"maxTrials":1,"maxParallelTrials":1,"maxFailedTrials":0,"retries":0},"seed":0,"#
        + #""workingCopy":{"kind":"inPlace"},"environment":{},"labels":{},"trainingInput":{}}"#)
    #expect(try read(JobSpec.self, text(spec)) == spec)
  }

  @Test func `says how trials are stopped and where they log, where that is asked for`() throws {
    var spec = JournalSample.spec
    spec.tuning?.stopping = EarlyStopping(minSteps: 7)
    spec.tuning?.logDirectories = ["logs/{trial}"]
    let members = #""stopping":{"method":"MEDIAN","minSteps":7},"logDirectories":["logs/{trial}"]"#
    #expect(text(spec).contains(members))
    #expect(try read(JobSpec.self, text(spec)) == spec)
  }

  @Test(arguments: [
    (TrialResources.GPUs.exactly(2), #""gpus":{"kind":"exactly","count":2},"labels""#),
    (.upTo(4), #""gpus":{"kind":"upTo","count":4},"labels""#),
  ])
  func `says how many GPUs a trial has, since there is a choice`(gpus: TrialResources.GPUs, members: String) throws {
    var spec = JournalSample.spec
    #expect(spec.gpus == nil)
    spec.gpus = gpus
    #expect(text(spec).contains(members))
    #expect(try read(JobSpec.self, text(spec)) == spec)
  }

  @Test func `indents for people and keeps empty things on one line`() {
    let value = JSONValue.object(["a": .array([]), "b": .object([:]), "c": .array([.integer(1), .bool(false)])])
    #expect(text(value, isIndented: true) == "{\n  \"a\": [],\n  \"b\": {},\n  \"c\": [\n    1,\n    false\n  ]\n}")
  }

  @Test(arguments: [
    (
      #"[{"name":"x","type":"DOUBLE","minValue":2.0,"maxValue":1.0,"scaleType":"UNIT_LINEAR_SCALE"}]"#,
      "'[0].minValue': 2.0 is above the maxValue 1.0"
    ),
    (
      #"[{"name":"x","type":"DOUBLE","minValue":0.0,"maxValue":1.0,"scaleType":"UNIT_LOG_SCALE"}]"#,
      "parameter 'x': the lowest value (0.0) must be above 0 for UNIT_LOG_SCALE"
    ),
    (
      #"[{"name":"x","type":"CATEGORICAL","categoricalValues":[]}]"#,
      "parameter 'x': categoricalValues is empty"
    ),
    (
      #"[{"name":"x","type":"INTEGER","minValue":0,"maxValue":1,"scaleType":"CUBIC"}]"#,
      "'[0].scaleType': unknown scaleType 'CUBIC'"
    ),
    (#"[{"name":"x","type":"COLOUR"}]"#, "'[0].type': unknown type 'COLOUR'"),
  ])
  func `validates a search space when reading it`(_ json: String, _ message: String) {
    let error = #expect(throws: JournalCodingError.self) { try read(SearchSpace.self, json) }
    #expect(error?.description == message)
  }

  @Test func `refuses a summary of a newer version and one whose id is none`() throws {
    let golden = try GoldenFile.text("job.json")
    let newer = golden.replacingOccurrences(of: #""version": 1"#, with: #""version": 3"#)
    let nameless = golden.replacingOccurrences(of: #""id": "attune_"#, with: #""id": "../"#)
    #expect(
      #expect(throws: JournalCodingError.self) { try read(JobSummary.self, newer) }?.description
        == "version 3 of the journal's format is newer than this Attune, which reads up to version \(JournalCoding.version); update Attune"
    )
    #expect(
      #expect(throws: JournalCodingError.self) { try read(JobSummary.self, nameless) }?.description
        == "'id': '../2017_11_24_143140000' is not a job id")
  }

  @Test func `refuses a best measurement that is not a number`() throws {
    let text = #"{"step":1,"value":"NaN"}"#
    let error = #expect(throws: JournalCodingError.self) { try read(Trial.Measurement.self, text) }
    #expect(error?.description == "'value': a measurement must be finite")
  }
}
