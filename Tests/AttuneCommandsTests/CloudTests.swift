// SPDX-License-Identifier: Apache-2.0
import AttuneCommands
import AttuneJob
import AttuneStudy
import FoundationEssentials
import Testing

@Suite struct `Speaking as gcloud` {
  @Test(arguments: [
    (["/shims/gcloud", "version"], Face.gcloud(["version"])), (["gsutil", "ls"], .gsutil(["ls"])),
    (["/shims/attune", "gcloud", "version"], .gcloud(["version"])), (["attune", "list"], .attune(["list"])),
    (["attune", "gsutil"], .gsutil([])), (["gcloud", "gsutil"], .gcloud(["gsutil"])), ([], .attune([])),
  ])
  func `is by the name of the program, or its first word`(command: [String], face: Face) {
    #expect(Face(of: command) == face)
  }

  @Test func `takes flags anywhere before the arguments of the trainer`() {
    let line = GcloudLine([
      "--account", "a@b", "ai-platform", "--project=p", "jobs", "list", "-q", "--limit=3", "--uri", "--odd", "--",
      "--limit=9",
    ])
    #expect(line.words == ["ai-platform", "jobs", "list"])
    #expect(line.flags == ["account": "a@b", "project": "p", "quiet": "", "limit": "3", "uri": ""])
    #expect(line.arguments == ["--limit=9"])
    #expect(GcloudLine(["x", "--"]).arguments == [])
    #expect(GcloudLine(["x"]).arguments == nil)
  }

  /// What gcloud 528.0.0 printed of the same job.
  @Test func `writes YAML as gcloud does`() throws {
    let job = try JSONDecoder().decode(
      JSONValue.self,
      from: Data(
        #"""
        {"jobId":"cloudml_2018_01_08_142717956","createTime":"2018-01-08T14:27:18Z","state":"SUCCEEDED",
         "trainingInput":{"args":["Rscript"],"hyperparameters":{"goal":"MAXIMIZE","maxTrials":2,"params":[
          {"maxValue":0.6,"minValue":0.2,"parameterName":"dropout1","type":"DOUBLE"},
          {"categoricalValues":["010","1e5","~","null","a: b","#x","- y","relu","","tr ue"," lead","0x1f","1_000",
            "2018-01-08","é","=","<<","True","multi\nline","a,b","[x","*s","?","x #y","trail ",":k","k:","-","-1","1.",
            "+.5",".inf",".NaN"],"parameterName":"act","type":"CATEGORICAL"}]},
         "jobDir":"gs://p/r-cloudml/staging","runtimeVersion":"1.15"},
         "trainingOutput":{"completedTrialCount":"2","consumedMLUnits":0.5,"isHyperparameterTuningJob":true,
          "trials":[{"finalMetric":{"objectiveValue":0.973854,"trainingStep":"19"},
           "hyperparameters":{"dropout1":"5.9464733774846743e-05"},"trialId":"2"}]}}
        """#.utf8))
    try Snapshot.expect(YAMLOutput.of(job), is: "gcloud-describe")
  }

  /// R's reader goes by YAML 1.1: without a dot `1e-05` would be a text, and `yes` a truth.
  @Test(arguments: [
    (JSONValue.number(1e-05), "1.0e-05"), (.number(1e16), "1.0e+16"), (.number(5.5e-07), "5.5e-07"),
    (.number(-0.5), "-0.5"), (.integer(3), "3"), (.string("yes"), "'yes'"), (.string("Off"), "'Off'"),
    (.string("12:30"), "'12:30'"), (.string("it's"), "it's"), (.string("'q'"), "'''q'''"),
    (.string("a\u{1B}[1m"), #""a\u001b[1m""#), (.string("\n"), #""\n""#), (.array([]), "[]"), (.object([:]), "{}"),
    (.null, "null"),
  ])
  func `leaves no value to be taken for something else`(value: JSONValue, text: String) {
    #expect(YAMLOutput.of(value) == text + "\n")
  }

  @Test func `shows only trials that have ended with a metric, with the same four keys each`() throws {
    let job = ServiceJob(job: try Sample.summary(.running), table: try Sample.table(Sample.awkwardRecords))
    #expect(try trials(job.uniform) == ["1"])
    #expect(try trials(job.whole) == ["1", "2", "3", "4"])
  }

  @Test func `shows all that have ended where none has a metric, and none of them has more than another`() throws {
    let records = Array(Sample.awkwardRecords.dropFirst())
    let job = ServiceJob(job: try Sample.summary(.running), table: try Sample.table(records))
    guard case .array(let trials)? = job.uniform["trainingOutput"]?["trials"] else {
      Issue.record("there are no trials")
      return
    }
    let keys = trials.map { trial -> [String] in
      if case .object(let members) = trial { members.keys.sorted() } else { [] }
    }
    #expect(keys == [["hyperparameters", "trialId"], ["hyperparameters", "trialId"]])
  }

  @Test func `writes ranges as the service kept them`() throws {
    var spec = try Sample.spec()
    spec.trainingInput = .object([
      "hyperparameters": .object([
        "params": .array([
          .object(["maxValue": .integer(256), "minValue": .number(0.5)]),
          .object(["discreteValues": .array([.integer(16), .number(0.5)])]),
        ])
      ])
    ])
    let job = ServiceJob(job: try Sample.summary(spec: spec), table: try Sample.table([]))
    #expect(
      YAMLOutput.of(job.uniform).contains(
        """
            params:
            - maxValue: 256.0
              minValue: 0.5
            - discreteValues:
              - 16.0
              - 0.5

        """))
  }

  private func trials(_ job: JSONValue) throws -> [String] {
    guard case .array(let trials)? = job["trainingOutput"]?["trials"] else { return [] }
    return trials.compactMap { trial in
      if case .string(let id)? = trial["trialId"] { id } else { nil }
    }.sorted()
  }
}
