// SPDX-License-Identifier: Apache-2.0
import AttuneJob

/// Where things are in a file, whichever of its two forms it has.
struct ConfigurationTree {
  let root: LocatedValue
  /// The form of 2017, without `trainingInput`.
  let isOldest: Bool

  var trainingInput: LocatedValue? { root["trainingInput"] }
  var attune: LocatedValue? { root["attune"] }

  /// Nil where nothing is tuned.
  var hyperparameters: LocatedValue? {
    guard isOldest else { return trainingInput?["hyperparameters"] }
    let names = ConfigurationShape.hyperparameters.names
    return LocatedValue(
      location: root.location, content: .object(root.fields.filter { names.contains($0.name) }))
  }

  /// Where `hyperparameters` is written without anything below it.
  var emptyHyperparameters: Diagnostic.Location? {
    trainingInput?.fields.first { $0.name == "hyperparameters" && $0.value.isNull }?.keyLocation
  }

  /// `trainingInput` as the service would echo it.
  var echo: JSONValue {
    isOldest
      ? .object(["hyperparameters": hyperparameters?.json ?? .null])
      : trainingInput?.json ?? .object([:])
  }
}
