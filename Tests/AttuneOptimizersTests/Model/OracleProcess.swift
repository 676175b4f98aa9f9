// SPDX-License-Identifier: Apache-2.0

import AttuneOptimizers
import Testing

/// A Gaussian process of model.txt, with what NumPy says of it.
struct OracleProcess {
  var isCategory: [Bool] = []
  var theta: [Double] = []
  var points: [[Double]] = []
  var values: [Double] = []
  /// −ln p(values), without ½ n ln 2π, and its gradient along `theta`.
  var likelihood = Double.nan
  var gradient: [Double] = []
  var predictions: [(point: [Double], mean: Double, variance: Double)] = []

  var table: FeatureTable { FeatureTable(isCategory: isCategory, points) }

  var hyperparameters: Hyperparameters { Hyperparameters(logarithms: theta, dimension: isCategory.count) }

  var process: GaussianProcess { GaussianProcess(table: table, values: values, hyperparameters) }

  static func all() throws -> [OracleProcess] {
    var all: [OracleProcess] = []
    for row in try NumericFixture("model.txt").rows {
      if row[0] == "size" { all.append(OracleProcess()) }
      let last = try #require(all.indices.last)
      all[last].take(row[0], Array(row.dropFirst()))
    }
    return all
  }

  private mutating func take(_ word: Substring, _ rest: [Substring]) {
    let numbers = rest.doubles
    switch word {
    case "categories": isCategory = rest.map { $0 == "1" }
    case "theta": theta = numbers
    case "points":
      points = stride(from: 0, to: numbers.count, by: isCategory.count).map {
        Array(numbers[$0..<$0 + isCategory.count])
      }
    case "values": values = numbers
    case "likelihood": likelihood = numbers[0]
    case "gradient": gradient = numbers
    case "at": predictions.append((numbers, .nan, .nan))
    case "mean": predictions[predictions.count - 1].mean = numbers[0]
    case "variance": predictions[predictions.count - 1].variance = numbers[0]
    default: break
    }
  }
}
