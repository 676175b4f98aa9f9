// SPDX-License-Identifier: Apache-2.0

import AttuneOptimizers
import AttuneStudy

/// A loop of one's own: four trials at a time, ended early where they are hopeless, on top of what is known already.
@main struct AskAndTell {
  static func main() throws {
    var study = try Study(
      minimizing: "loss",
      over: [
        .double("learning-rate", in: 1e-4...1, scale: .log),
        .discrete("batch-size", [16, 32, 64, 128]),
      ])
    try study.add(["learning-rate": 0.5, "batch-size": 32], value: 0.9)

    while study.trials.count < 25 {
      // Four trials take turns, epoch by epoch, as if each had a machine of its own.
      var running = try study.suggest(4).map { Training($0) }
      for epoch in 1...20 {
        running.removeAll { training in
          let loss = training.loss(after: epoch)
          guard case .stop(let why) = study.measure(training.trial.id, loss, step: epoch, rule: MedianRule()) else {
            return false
          }
          print("trial \(training.trial.id) \(why)")
          study.finish(training.trial.id)
          return true
        }
      }
      for training in running { study.finish(training.trial.id) }
    }

    if let best = study.best {
      print("best is trial \(best.id), \(best.finalMeasurement?.value.shortText() ?? "-") with \(best.assignment)")
    }
  }
}

/// A model in training: it learns as fast as its learning rate allows, and stays away from 0 by its noise.
struct Training {
  let trial: Trial

  init(_ trial: Trial) { self.trial = trial }

  func loss(after epoch: Int) -> Double {
    let (rate, batch) = (trial.double("learning-rate"), trial.double("batch-size"))
    let speed = min(rate * 30, 3) / (1 + batch / 64)
    return 1 / (1 + speed * Double(epoch)) + rate / batch * 4
  }
}
