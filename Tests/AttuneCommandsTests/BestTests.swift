// SPDX-License-Identifier: Apache-2.0
import AttuneCommands
import AttuneJob
import AttuneOptimizers
import AttuneStudy
import Testing

@Suite struct `attune best` {
  private func best(
    _ spec: JobSpec? = nil, _ records: [TrialRecord] = Sample.articleRecords, recommendation: Recommendation? = nil
  ) throws -> BestTrial {
    try BestTrial(
      of: try Sample.summary(spec: spec), in: try Sample.table(records), measurements: [:],
      recommendation: recommendation,
      currentDirectory: "/home/ann/mnist")
  }

  @Test(arguments: BestCommand.Format.allCases)
  func `shows the best trial`(format: BestCommand.Format) throws {
    try Snapshot.expect(try best().rendered(as: format), is: "best-\(format.rawValue)")
  }

  @Test(arguments: [BestCommand.Format.table, .json])
  func `shows the best by the model beside it`(format: BestCommand.Format) throws {
    let recommendation = Recommendation(trial: Trial.ID(3), median: 0.97312, interval: 0.97204...0.97421)
    let text = try best(recommendation: recommendation).rendered(as: format)
    try Snapshot.expect(text, is: "best-model-\(format.rawValue)")
  }

  @Test func `says where the model agrees`() throws {
    let recommendation = Recommendation(trial: Trial.ID(10), median: 0.97312, interval: 0.97204...0.97421)
    let text = try best(recommendation: recommendation).rendered(as: .table)
    #expect(text.contains("by the model  the same trial: 0.9731 (0.972 to 0.9742)\n"))
  }

  @Test func `repeats it from another directory, with what the file sets`() throws {
    var spec = try Sample.spec()
    spec.environment = ["TOKENS": "a b", "DEPTH": "3"]
    spec.directory = "/data/my project"
    let command = "cd '/data/my project' && DEPTH=3 TOKENS='a b' python3 train.py --dropout1=0.2011326172916916"
    #expect(try best(spec).rendered(as: .table).contains("command    \(command) "))
  }

  @Test func `leaves out what is wrapped around an R script`() throws {
    let text = try best(try Sample.spec(.r, ["Rscript", "train.R"])).rendered(as: .table)
    #expect(text.contains("command    Rscript train.R --dropout1=0.2011326172916916 --dropout2=0.32774705750441724\n"))
  }

  @Test func `fills placeholders`() throws {
    var spec = try Sample.spec(.command, ["./train", "-d", "{dropout1}/{dropout2}"])
    spec.trainer.usesPlaceholders = true
    #expect(
      try best(spec).rendered(as: .table)
        .contains("command    ./train -d 0.2011326172916916/0.32774705750441724\n"))
  }

  @Test func `without a metric says what to do`() throws {
    let error = #expect(throws: InputError.self) { try best(nil, [Sample.awkwardRecords[1]]) }
    #expect(
      error?.description
        == "job attune_2018_01_08_142717956 has no trial with a metric; 'attune trials' shows what there is")
  }
}
