// SPDX-License-Identifier: Apache-2.0

import AttuneOptimizers
import AttuneStudy

/// Fits a curve with ridge regression, and lets Attune choose how: degree, penalty, and which polynomials.
@main struct Tune {
  static func main() throws {
    var study = try Study(
      minimizing: "error",
      over: [
        .integer("degree", in: 1...12),
        .double("penalty", in: 1e-9...10, scale: .log),
        .categorical("basis", ["powers", "chebyshev"]),
      ])

    try study.tune(trials: 40) { trial in
      let features = Polynomials(
        degree: trial.integer("degree"), areChebyshev: trial.category("basis") == "chebyshev")
      return RidgeRegression(of: Sample.training, on: features, penalty: trial.double("penalty"))
        .error(on: Sample.validation)
    }

    for trial in study.ranked.prefix(3) {
      print("trial \(trial.id): error \(trial.finalMeasurement?.value.shortText() ?? "-") with \(trial.assignment)")
      print("  \(trial.origin)")
    }
  }
}
