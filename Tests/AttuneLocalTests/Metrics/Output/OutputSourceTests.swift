// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy
import Foundation
import Testing

@Suite struct `Output that grows` {
  private func accuracy(_ stream: TrainerStream = .both) throws -> MetricOrigin {
    .pattern(try MetricPattern(#"acc=(\S+)"#), stream: stream)
  }

  @Test func `is read line by line, numbered by arrival`() async throws {
    let trial = try FollowedOutput(try accuracy(.stdout))
    try await trial.follow("acc") {
      try trial.print("hello\nacc=0.25\nacc=0.")
      await trial.look()
      #expect(trial.news().readings == ["0:0.25"])
      try trial.print("5\r\nacc=0.75\racc=nan")
      try trial.print("acc=9\n", to: "stderr.log")
      await trial.look()
      #expect(trial.news().readings == ["1:0.5", "2:0.75"])
    }
    #expect(trial.news().readings == ["3:nan"])
  }

  @Test func `says once where the metric is read`() async throws {
    let trial = try FollowedOutput(try accuracy())
    try await trial.follow("val_acc") {
      try trial.print("acc=1\n")
      await trial.look()
      try trial.print("acc=2\n", to: "stderr.log")
    }
    let news = trial.news()
    #expect(news.series == [#"'val_acc' is read from lines of standard output and error that match 'acc=(\S+)'"#])
    #expect(news.readings == ["0:1.0", "1:2.0"])
  }

  @Test func `counts nothing twice in the next life`() async throws {
    let trial = try FollowedOutput(try accuracy())
    try trial.print("acc=1\nacc=2\r")
    try trial.print("acc=3\n", to: "stderr.log")
    try await trial.follow("acc")
    let first = trial.news()
    #expect(first.readings == ["0:1.0", "1:2.0", "2:3.0"])
    try trial.print("\nacc=4\n")
    try trial.print("acc=5", to: "stderr.log")
    try await trial.follow("acc", from: first.positions)
    let second = trial.news()
    #expect(second.readings == ["3:4.0", "4:5.0"])
    #expect(second.series == [])
    #expect(first.positions.map(\.file) == ["stderr.log", "stdout.log"])
    #expect(first.positions.map(\.offset) == [6, 12])
  }

  @Test func `tells what no line matched`() async throws {
    let trial = try FollowedOutput(try accuracy())
    #expect(try await trial.follow("acc") == [])
    try trial.print("loss 1\nloss 2\n")
    #expect(try await trial.follow("acc") == [#"2 lines that don't match acc=(\S+)"#])
    let keys = try FollowedOutput(.json(.stream(.stdout), step: nil))
    try keys.print(#"{"val_acc": 1, "loss": 2, "epoch": 3}"#)
    #expect(try await keys.follow("val_accuracy").first == "val_acc")
  }

  @Test func `is missed after a minute, once`() async throws {
    let trial = try FollowedOutput(.json(.file("m.jsonl"), step: nil))
    try trial.append(#"{"loss": 2}"# + "\n", toFile: "m.jsonl")
    try await trial.follow("acc") {
      for _ in 0..<620 { await trial.look() }
    }
    #expect(trial.news() == [.missing(seen: ["loss"])])
  }

  @Test func `that makes no sense is told, but not for ever`() async throws {
    let trial = try FollowedOutput(try accuracy())
    try trial.print((0..<100).map { "acc=x\($0)\n" }.joined() + String(repeating: "-", count: 70_000) + "\nacc=1\n")
    try await trial.follow("acc")
    let news = trial.news()
    #expect(news.troubles.count == 5)
    #expect(news.troubles.first == "'stdout.log': 'x0', which the pattern found, is no number")
    #expect(news.readings == ["0:1.0"])
  }

  @Test func `is a file that appears later, and is deleted and written anew`() async throws {
    let trial = try FollowedOutput(.csv(file: "logs/metrics.csv", step: "step"))
    try await trial.follow("acc") {
      try FileManager.default.createDirectory(
        atPath: "\(trial.place.workingDirectory)/logs", withIntermediateDirectories: true)
      try trial.append("step,acc\n0,1\n1,2\n", toFile: "logs/metrics.csv")
      await trial.look()
      #expect(trial.news().readings == ["0:1.0", "1:2.0"])
      try FileManager.default.removeItem(atPath: "\(trial.place.workingDirectory)/logs/metrics.csv")
      await trial.look()
      try trial.append("step,acc\n0,1\n1,3\n2,4\n", toFile: "logs/metrics.csv")
      await trial.look()
      #expect(trial.news().readings == ["1:3.0", "2:4.0"])
    }
  }

  @Test func `of a logger that writes its table anew each time is told once`() async throws {
    let trial = try FollowedOutput(.csv(file: "metrics.csv", step: nil))
    try await trial.follow("acc") {
      try trial.rewrite("step,acc\n0,1\n", file: "metrics.csv")
      await trial.look()
      try trial.rewrite("step,acc\n0,1\n1,2\n", file: "metrics.csv")
      await trial.look()
      // A column more: everything has moved.
      try trial.rewrite("step,loss,acc\n0,7,1\n1,7,2\n2,7,3\n", file: "metrics.csv")
      await trial.look()
      #expect(trial.news().readings == ["0:1.0", "1:2.0", "2:3.0"])
    }
  }

  @Test func `that ends shorter than it was counts as it ended`() async throws {
    let trial = try FollowedOutput(.csv(file: "metrics.csv", step: "step"))
    try await trial.follow("acc") {
      try trial.rewrite("step,acc\n0,1\n1,2\n2,3\n", file: "metrics.csv")
      await trial.look()
      try trial.rewrite("step,acc\n0,1\n1,2\n", file: "metrics.csv")
    }
    #expect(trial.news().readings == ["0:1.0", "1:2.0", "2:3.0", "1:2.0"])
  }

  @Test func `that was there before the launch is none of the trial's`() async throws {
    let trial = try FollowedOutput(.json(.file("m.jsonl"), step: nil))
    try trial.append(#"{"acc": 1}"# + "\n", toFile: "m.jsonl")
    let old = Date(timeIntervalSinceNow: -1_000)
    let path = "\(trial.place.workingDirectory)/m.jsonl"
    try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: path)
    try trial.append("{}", to: "\(trial.place.folder)/launch.json")
    try await trial.follow("acc") {
      await trial.look()
      #expect(trial.news() == [])
      try trial.append(#"{"acc": 2}"# + "\n", toFile: "m.jsonl")
      await trial.look()
      #expect(trial.news().readings == ["0:2.0"])
      try trial.rewrite(#"{"acc": 3}"#, file: "m.jsonl")
    }
    #expect(trial.news().readings == ["0:3.0"])
  }

  @Test func `is found below the job directory, too`() async throws {
    let trial = try FollowedOutput(.json(.file("m.jsonl"), step: nil), jobDirectory: true)
    try trial.append(#"{"acc": 1}"#, to: "\(try #require(trial.place.jobDirectory))/m.jsonl")
    try await trial.follow("acc")
    #expect(trial.news().readings == ["0:1.0"])
  }
}
