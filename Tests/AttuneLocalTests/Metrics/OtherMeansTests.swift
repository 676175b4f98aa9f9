// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import AttuneJob
import AttuneLocal
import AttuneStudy
import Foundation
import Testing

@Suite struct `The metric of a trial` {
  private let trial: FollowedTrial

  init() throws { trial = try FollowedTrial() }

  private func report(_ tag: String, _ points: [(Int, String)], to trial: FollowedTrial? = nil) throws {
    let lines = points.map { step, value in
      """
      {"\(tag)": "\(value)", "checkpoint_path": "", "global_step": "\(step)", "timestamp": 15258514\(40 + step).12, "trial": "1"}

      """
    }
    let trial = trial ?? self.trial
    try trial.write(lines.joined(), to: "hypertune/output.metrics", in: trial.place.folder)
  }

  @Test func `may be reported by cloudml-hypertune`() async throws {
    try await trial.follow("acc") {
      try report("acc", [(1, "0.5")])
      await trial.look()
      #expect(trial.news().readings == ["1:0.5"])
      try report("acc", [(1, "0.5"), (2, "0.8658283435394591"), (3, "nan")])
      await trial.look()
    }
    #expect(trial.reports.series == [])
    #expect(trial.reports.readings == ["2:0.8658283435394591", "3:nan"])
  }

  @Test func `is told with file and key`() async throws {
    try report("training/hptuning/metric", [(1, "0.5")])
    try await trial.follow("acc")
    #expect(trial.reports.series == ["'acc' is read as 'training/hptuning/metric' in cloudml-hypertune's file"])
    guard case .series(let series) = trial.reports.first else { return }
    #expect(series.directory == "\(trial.place.folder)/hypertune/output.metrics")
    #expect(series.tag == "training/hptuning/metric")
  }

  @Test func `loses no report though cloudml-hypertune keeps only the last hundred`() async throws {
    try await trial.follow("acc") {
      for last in stride(from: 40, through: 400, by: 40) {
        try report("acc", (max(1, last - 99)...last).map { ($0, "\($0)") })
        await trial.look()
      }
    }
    #expect(trial.reports.readings == (1...400).map { "\($0):\($0).0" })
  }

  @Test func `is not read twice where two clients write cloudml-hypertune's file by turns`() async throws {
    try await trial.follow("acc") {
      for points in [[(1, "1")], [(2, "2")], [(1, "1"), (3, "3")], [(2, "2"), (4, "4")]] {
        try report("acc", points)
        await trial.look()
      }
    }
    #expect(trial.reports.readings == ["1:1.0", "2:2.0", "3:3.0", "4:4.0"])
  }

  @Test func `is read though cloudml-hypertune's file is seen half-written at each byte`() async throws {
    try report("acc", [(1, "1"), (2, "2")])
    let path = "\(trial.place.folder)/hypertune/output.metrics"
    let whole = try String(contentsOfFile: path, encoding: .utf8)
    try await trial.follow("acc") {
      for count in 0...whole.utf8.count {
        try trial.write(String(whole.utf8.prefix(count)) ?? "", to: "hypertune/output.metrics", in: trial.place.folder)
        await trial.look()
      }
    }
    #expect(trial.reports.readings == ["1:1.0", "2:2.0"])
    #expect(trial.reports.troubles.isEmpty)
  }

  @Test func `goes on in cloudml-hypertune's file where an earlier life had read to`() async throws {
    try report("acc", [(1, "1"), (2, "2")])
    try await trial.follow("acc")
    let next = FollowedTrial.sharing(trial)
    try await next.follow("acc", from: trial.reports.positions) {
      try report("acc", [(1, "1"), (2, "2"), (3, "3")], to: next)
    }
    #expect(next.reports.series == [])
    #expect(next.reports.readings == ["3:3.0"])
  }

  @Test func `is first what an event file has under that very tag, then cloudml-hypertune, then other spellings`()
    async throws
  {
    try await trial.follow("acc") {
      try trial.write(#"{"acc": [0.1]}"#, to: "runs/1/tfruns.d/metrics.json")
      await trial.look()
      #expect(trial.news().series == ["'acc' is read in runs/1/tfruns.d/metrics.json"])
      try trial.append("accuracy", [(1, 0.25)], to: "logs/tfevents")
      await trial.look()
      #expect(trial.news().series == ["'acc' is read as 'accuracy' in logs/"])
      try report("acc", [(1, "0.5")])
      await trial.look()
      #expect(trial.news().series == ["'acc' is read in cloudml-hypertune's file"])
      try trial.append("acc", [(1, 0.75)], to: "logs/tfevents")
      await trial.look()
      #expect(trial.reports.series == ["'acc' is read in logs/"])
      #expect(trial.reports.readings == ["1:0.75"])
      try report("acc", [(1, "0.5"), (2, "0.5")])
    }
    #expect(trial.reports.readings == ["1:0.75"])
  }

  @Test func `may stand in the metrics of an R run, row by row`() async throws {
    let file = "runs/2017-11-24T14-31-52Z/tfruns.d/metrics.json"
    try await trial.follow("accuracy") {
      try trial.write(#"{"loss": [0.9, "NA", "NA"], "acc": [0.5, "NA", null]}"#, to: file)
      await trial.look()
      #expect(trial.reports.series == ["'accuracy' is read as 'acc' in \(file)"])
      try trial.write(#"{"loss": [0.9, 0.8, "NA"], "acc": [0.5, 0.6"#, to: file)
      await trial.look()
      try trial.write(#"{"loss": [0.9, 0.8, 0.7], "acc": [0.5, 0.6, 0.7]}"#, to: file)
      await trial.look()
      #expect(trial.news().readings == ["0:0.5", "1:0.6", "2:0.7"])
      try trial.write(#"{"loss": [0.9], "acc": 0.55}"#, to: file)
      await trial.look()
      #expect(trial.reports.readings == ["0:0.55"])
      try trial.write(#"{"loss": [0.9, 0.8], "acc": [0.55, 0.65]}"#, to: file)
    }
    #expect(trial.reports.readings == ["0:0.55", "1:0.65"])
  }

  @Test func `named global_step is the number of the last step`() async throws {
    try await trial.follow("global_step") {
      try trial.append("loss", [(1, 9), (100, 8)], to: "tfevents")
      try trial.append("global_step/sec", [(100, 70)], to: "tfevents", at: 2)
      await trial.look()
      #expect(trial.news().series == ["'global_step' is read as the step of the last event in ./"])
      try trial.append("loss", [(100, 9), (200, 8)], to: "eval/tfevents", at: 3)
    }
    #expect(trial.reports.series == ["'global_step' is read as the step of the last event in eval/"])
    #expect(trial.reports.readings == ["100:100.0", "200:200.0"])
  }

  @Test func `named global_step is a scalar of that name where there is one`() async throws {
    try trial.append("loss", [(1, 9)], to: "tfevents")
    try trial.append("global_step", [(1, 17)], to: "other/tfevents")
    let tags = try await trial.follow("global_step")
    #expect(trial.reports.readings == ["1:17.0"])
    #expect(tags == ["global_step", "loss"])
  }
}

@Suite struct `What other writers write` {
  @Test func `is a line of cloudml-hypertune's with words for numbers`() throws {
    let line =
      #"{"checkpoint_path": "", "global_step": "1000", "loss": "inf", "timestamp": 1525851440.12, "trial": "1"}"#
    #expect(
      HypertuneReport(line: line.utf8)
        == HypertuneReport(tag: "loss", value: .infinity, step: 1000, timestamp: 1_525_851_440.12))
    for end in 0..<line.utf8.count { #expect(HypertuneReport(line: line.utf8.prefix(end)) == nil) }
  }

  @Test(arguments: [
    "", "[]", "{}", "null", #"{"a": "1", "b": "2", "timestamp": 1}"#, #"{"a": "x", "timestamp": 1}"#,
    #"{"a": "1", "timestamp": "nan"}"#, #"{"a": "1"}"#, #"{"trial": "1", "timestamp": 1}"#,
  ])
  func `is no report where the line is another`(line: String) {
    #expect(HypertuneReport(line: line.utf8) == nil)
  }

  @Test func `is a report also with a step that no integer holds`() {
    let line = #"{"a": 1, "global_step": "1e300", "timestamp": 1}"#
    #expect(HypertuneReport(line: line.utf8) == HypertuneReport(tag: "a", value: 1, step: 0, timestamp: 1))
  }

  @Test func `is a table of R's, with NA for what is to come`() throws {
    let text = #"{"acc": [0.5, "NA", null, "NaN", true], "loss": 1}"#
    let metrics = try #require(TfrunsMetrics(decoding: Array(text.utf8)))
    #expect(metrics.columns.map(\.name) == ["acc", "loss"])
    let acc = metrics.columns[0].values
    #expect(acc.map { $0.map { "\($0)" } } == ["0.5", nil, nil, "nan", nil])
    #expect(metrics.columns[1].values == [1])
    for end in 0..<text.utf8.count { #expect(TfrunsMetrics(decoding: Array(text.utf8.prefix(end))) == nil) }
  }
}
