// SPDX-License-Identifier: Apache-2.0

import AttuneOptimizers
import AttuneStudy
import Testing

@Suite struct `The divergence behind importance` {
  private static let domains: [ParameterSpec.Domain] = [
    .double(-1.5...2.5, scale: .linear), .double(1e-4...10, scale: .log), .integer(3...12, scale: .linear),
    .integer(0...1, scale: .linear), .categorical(["a", "b", "c", "d"]),
  ]

  /// A study of `importance.txt`.
  private struct Published {
    let best: Int
    var divergences: [Double] = []
    var trials: [(values: [ParameterValue], loss: Double)] = []

    /// Those of least loss.
    var bestTrials: [Int] { Array(trials.indices.sorted { trials[$0].loss < trials[$1].loss }.prefix(best)) }
  }

  private func published() throws -> [Published] {
    var studies: [Published] = []
    for row in try NumericFixture("importance.txt").rows {
      switch row[0] {
      case "study": studies.append(Published(best: try #require(Int(row[2]))))
      case "parameter": studies[studies.count - 1].divergences.append(try #require(Double(row[2])))
      default:
        let values = try zip(Self.domains, row.dropFirst()).map { try value($1, of: $0) }
        studies[studies.count - 1].trials.append((values, try #require(row.last.flatMap { Double($0) })))
      }
    }
    return studies
  }

  private func value(_ text: Substring, of domain: ParameterSpec.Domain) throws -> ParameterValue {
    switch domain {
    case .double: .double(try #require(Double(text)))
    case .integer: .integer(try #require(Int(text)))
    case .discrete: .discrete(try #require(Double(text)))
    case .categorical: .categorical(String(text))
    }
  }

  @Test func `is Optuna's PED-ANOVA, for doubles, integers and categories`() throws {
    let studies = try published()
    #expect(studies.map(\.trials.count) == [10, 20, 57, 200])
    for study in studies {
      for (index, domain) in Self.domains.enumerated() {
        let cells = ParameterCells(domain, values: study.trials.map { $0.values[index] })
        let found = cells.divergence(of: study.bestTrials, from: cells.density)
        let expected = study.divergences[index]
        // Optuna adds 1e-12 to densities, and takes some logarithms and exponentials on the way.
        #expect((found - expected).magnitude <= 1e-8 * expected, "\(found) for \(expected)")
      }
    }
  }

  @Test func `is 0 between equals`() {
    let values = (0..<20).map { ParameterValue.double(Double($0) / 20) }
    let cells = ParameterCells(.double(0...1, scale: .linear), values: values)
    #expect(cells.divergence(of: Array(0..<20), from: cells.density) == 0)
  }

  @Test(arguments: [domains[0], domains[1], .integer(1...1000, scale: .log), .discrete([1, 2, 8], scale: .log)])
  func `has densities of sum 1, positive everywhere`(domain: ParameterSpec.Domain) {
    var random = SplitMix64(state: 3)
    for count in [1, 2, 10, 500] {
      let density = ParameterCells(domain, values: (0..<count).map { _ in domain.value(at: random.unit()) }).density
      #expect((density.reduce(0, +) - 1).magnitude < 1e-12 && density.allSatisfy { $0 > 0 })
    }
  }
}
