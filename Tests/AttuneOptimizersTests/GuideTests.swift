// SPDX-License-Identifier: Apache-2.0

import AttuneOptimizers
import AttuneStudy
import Foundation
import Testing

/// The code in the guide to the library, run.
@Suite struct `The guide to the library` {
  private func train(learningRate: Double, layers: Int, batchSize: Int, activation: String) throws -> Double {
    abs(Portable.log(learningRate / 0.01)) + Double(abs(layers - 4)) / 4 + (batchSize == 64 ? 0 : 0.1)
      + (activation == "relu" ? 0 : 0.2)
  }

  private func makeStudy() throws -> Study {
    try Study(
      minimizing: "loss",
      over: [
        .double("learning-rate", in: 1e-5...1, scale: .log),
        .integer("layers", in: 1...8),
        .discrete("batch-size", [16, 32, 64, 128]),
        .categorical("activation", ["relu", "tanh"]),
      ])
  }

  @Test func `tunes in ten lines`() throws {
    var study = try Study(
      minimizing: "loss",
      over: [
        .double("learning-rate", in: 1e-5...1, scale: .log),
        .integer("layers", in: 1...8),
        .discrete("batch-size", [16, 32, 64, 128]),
        .categorical("activation", ["relu", "tanh"]),
      ])

    try study.tune(trials: 50) { trial in
      try train(
        learningRate: trial.double("learning-rate"), layers: trial.integer("layers"),
        batchSize: trial.integer("batch-size"), activation: trial.category("activation"))
    }

    if let best = study.best { print("trial \(best.id): \(best.assignment)") }

    #expect(study.trials.count == 50 && study.completions == 50)
    #expect(try #require(study.best?.finalMeasurement?.value) < 1.5)
  }

  @Test func `asks and tells`() throws {
    var study = try makeStudy()

    let trials = try study.suggest(3)
    study.tell(trials[2].id, 0.31)
    study.fail(trials[0].id, "the node is gone")
    study.tell(trials[1].id, 0.27)

    #expect(study.best?.id == trials[1].id && study.completions == 3)
  }

  @Test func `runs eight trials at a time`() async throws {
    var study = try makeStudy()
    let running = Gauge()
    @Sendable func train(_ trial: Trial) async throws -> Double {
      await running.enter()
      await Task.yield()
      await running.leave()
      return trial.double("learning-rate")
    }

    try await withThrowingTaskGroup(of: (Trial.ID, Double).self) { group in
      for trial in try study.suggest(8) {
        group.addTask { (trial.id, try await train(trial)) }
      }
      for try await (id, loss) in group {
        study.tell(id, loss)
        guard study.trials.count < 50, let next = try study.suggest() else { continue }
        group.addTask { (next.id, try await train(next)) }
      }
    }

    #expect(study.trials.count == 50 && study.completions == 50)
    #expect(await running.most <= 8)
  }

  private actor Gauge {
    private var inside = 0
    private(set) var most = 0

    func enter() {
      inside += 1
      most = max(most, inside)
    }

    func leave() { inside -= 1 }
  }

  @Test func `ends hopeless trials early`() throws {
    var study = try makeStudy()
    func loss(of trial: Trial, after epoch: Int) -> Double {
      Double(abs(trial.integer("layers") - 4)) + 1 / Double(epoch)
    }

    while study.trials.count < 20, let trial = try study.suggest() {
      for epoch in 1...10 {
        let verdict = study.measure(trial.id, loss(of: trial, after: epoch), step: epoch, rule: MedianRule())
        if case .stop = verdict { break }
      }
      study.finish(trial.id)
    }

    #expect(study.completions == 20 && study.ranked.count == 20)
    let whole = study.trials.filter { study.curve(of: $0.id).reports == 10 }
    #expect(whole.allSatisfy { if case .succeeded = $0.state { true } else { false } })
  }

  @Test func `adds what is known`() throws {
    var study = try makeStudy()

    try study.add(
      ["learning-rate": 0.01, "layers": 4, "batch-size": 64, "activation": "relu"], value: 0.29)

    #expect(study.best?.assignment.description == "learning-rate=0.01 layers=4 batch-size=64 activation=relu")
  }

  @Test func `begins in the README`() throws {
    func loss(_ x: Double, _ n: Int) -> Double { x * Double(n) }

    var study = try Study(
      minimizing: "loss",
      over: [.double("x", in: 1e-5...1, scale: .log), .integer("n", in: 1...8)])
    try study.tune(trials: 50) { trial in loss(trial.double("x"), trial.integer("n")) }
    if let best = study.best { print(best.assignment) }

    #expect(study.completions == 50)
  }

  @Test(arguments: [("Documentation/Guides/library.md", 5), ("README.md", 1)])
  func `shows no code but that which is run here`(document: String, count: Int) throws {
    let source = try String(contentsOfFile: #filePath, encoding: .utf8)
    let place = URL(filePath: #filePath).appending(path: "../../../\(document)").standardized
    let blocks = try String(contentsOf: place, encoding: .utf8).components(separatedBy: "```swift\n").dropFirst()
      .map { $0.components(separatedBy: "\n```")[0] }.filter { !$0.hasPrefix(".package(") }
    #expect(blocks.count == count)
    for block in blocks {
      let lines = block.split(separator: "\n", omittingEmptySubsequences: false)
      let indented = lines.map { $0.isEmpty ? "" : "    \($0)" }.joined(separator: "\n")
      #expect(source.contains(indented), "\(block)")
    }
  }
}
