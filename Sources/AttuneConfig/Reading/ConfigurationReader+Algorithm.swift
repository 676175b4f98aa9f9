// SPDX-License-Identifier: Apache-2.0
import AttuneStudy

extension ConfigurationReader {
  /// Nil where neither the service's key nor Attune's own names one.
  mutating func readAlgorithm(_ hyperparameters: LocatedValue, attune: LocatedValue?) -> Algorithm? {
    let theirs = hyperparameters["algorithm"]?.text.flatMap(Algorithm.init(rawValue:))
    let own = attune?["algorithm"]
    let ours = own?.text.flatMap(Algorithm.init(rawValue:))
    if let own, let ours, let theirs, ours != theirs {
      diagnostics.error(
        "'attune: algorithm' (\(ours.rawValue)) contradicts 'algorithm' (\(theirs.rawValue)) of hyperparameters",
        at: own.location, hint: "keep one of them")
    }
    return ours ?? theirs
  }

  mutating func refuseGridOverDoubles(_ hyperparameters: LocatedValue, attune: LocatedValue?) {
    let names = (hyperparameters["params"]?.items ?? [])
      .filter { $0["type"]?.text == "DOUBLE" }
      .compactMap { $0["parameterName"]?.text.map { "'\($0)'" } }
    guard !names.isEmpty else { return }
    diagnostics.error(
      "GRID_SEARCH cannot enumerate \(names.joined(separator: ", ")), of type DOUBLE",
      at: (attune?["algorithm"] ?? hyperparameters["algorithm"])?.location,
      hint: "list the values to try as DISCRETE, or use RANDOM_SEARCH")
  }
}
