// SPDX-License-Identifier: Apache-2.0
import AttuneCommands
import AttuneJob
import AttuneStudy
import Testing

@Suite struct `attune trials` {
  @Test(arguments: OutputFormat.allCases)
  func `prints the article's table`(format: OutputFormat) throws {
    let table = try Sample.table(Sample.articleRecords)
    let curve = [Trial.Measurement(step: 18, value: 0.97), Trial.Measurement(step: 19, value: 0.973854)]
    let measurements = [Trial.ID(10): curve.compactMap { $0 }]
    try Snapshot.expect(
      table.rendered(as: format, measurements: measurements), is: "trials-article-\(format.rawValue)")
  }

  @Test(arguments: OutputFormat.allCases)
  func `tells state and reason where a trial is no plain success`(format: OutputFormat) throws {
    let table = try Sample.table(Sample.awkwardRecords)
    try Snapshot.expect(table.rendered(as: format), is: "trials-awkward-\(format.rawValue)")
  }

  @Test func `prints the columns of the article's header, exactly`() throws {
    let header = try Sample.table(Sample.articleRecords).rendered(as: .table).prefix { $0 != "\n" }
    #expect(
      header == "finalMetric.objectiveValue finalMetric.trainingStep hyperparameters.dropout1 "
        + "hyperparameters.dropout2 trialId")
  }
}
