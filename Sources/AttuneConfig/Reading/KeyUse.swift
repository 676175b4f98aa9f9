// SPDX-License-Identifier: Apache-2.0

/// A key of a file that Attune treats differently from the service.
struct KeyUse {
  let use: ObjectShape.Use
  /// As messages call it: 'region', 'scheduling.maxRunningTime', 'attune: trial: timeLimit'.
  let label: String
  let keyLocation: Diagnostic.Location
  let value: LocatedValue

  /// Every one below `value`, in the order of the file. What is null, false, 0 or empty asks for nothing.
  static func all(in value: LocatedValue, shape: ObjectShape, path: [String] = []) -> [KeyUse] {
    value.fields.flatMap { field -> [KeyUse] in
      guard let known = shape.field(named: field.name), !field.value.asksForNothing else { return [] }
      let path = path + [field.name]
      if known.use != .used {
        return [
          KeyUse(use: known.use, label: label(path), keyLocation: field.keyLocation, value: field.value)
        ]
      }
      guard case .object(let inner) = known.shape else { return [] }
      return all(in: field.value, shape: inner, path: path)
    }
  }

  private static func label(_ path: [String]) -> String {
    if path.first == "attune" { return "'\(path.joined(separator: ": "))'" }
    let short = path.drop { $0 == "trainingInput" || $0 == "hyperparameters" }
    return "'\(short.joined(separator: "."))'"
  }

  /// The label with the value, if it is a scalar.
  var wish: String {
    value.written.isEmpty ? label : "\(label) (\(value.written))"
  }
}

extension LocatedValue {
  fileprivate var asksForNothing: Bool {
    switch content {
    case .null, .unusable, .flag(false), .integer(0, _): true
    case .text(let text): text.isEmpty
    case .list(let items): items.isEmpty
    case .object(let fields): fields.isEmpty
    case .flag, .integer, .number: false
    }
  }
}
