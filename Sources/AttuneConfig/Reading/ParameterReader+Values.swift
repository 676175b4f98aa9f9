// SPDX-License-Identifier: Apache-2.0
import AttuneStudy

extension ParameterReader {
  mutating func categorical(_ value: LocatedValue) -> ParameterSpec.Domain? {
    for name in ["minValue", "maxValue"] {
      guard let bound = value[name] else { continue }
      diagnostics.error(
        "'\(name)' (\(bound.written)) must not be set for CATEGORICAL", at: bound.location, hint: "remove it")
    }
    if let scale = value["scaleType"], let word = scale.text, word.hasPrefix("UNIT_") {
      diagnostics.add(
        .warning, at: scale.location, "'scaleType' (\(word)) is ignored for CATEGORICAL",
        hint: "for numbers use type DISCRETE")
    }
    let other = value["discreteValues"] == nil ? nil : "rename 'discreteValues', or use type DISCRETE"
    guard let items = items(of: value, "categoricalValues", type: "CATEGORICAL", hint: other) else { return nil }
    let texts = items.compactMap(\.text)
    guard texts.count == items.count else { return nil }
    for (index, item) in items.enumerated() where texts[..<index].contains(texts[index]) {
      diagnostics.error("'categoricalValues' holds '\(texts[index])' twice", at: item.location, hint: "keep one")
      return nil
    }
    return .categorical(texts)
  }

  mutating func discrete(_ value: LocatedValue) -> ParameterSpec.Domain? {
    let other = value["categoricalValues"] == nil ? nil : "rename 'categoricalValues', or use type CATEGORICAL"
    guard let items = items(of: value, "discreteValues", type: "DISCRETE", hint: other) else { return nil }
    let numbers = items.compactMap(\.number)
    guard numbers.count == items.count else { return nil }
    guard items.count <= 1000 else {
      diagnostics.error(
        "'discreteValues' holds \(items.count) numbers; 1000 are allowed", at: items[0].location,
        hint: "use type INTEGER or DOUBLE with a range")
      return nil
    }
    for index in items.indices.dropFirst() where numbers[index] <= numbers[index - 1] {
      diagnostics.error(
        "'discreteValues' must be strictly increasing: \(items[index].written) follows \(items[index - 1].written)",
        at: items[index].location, hint: sorted(items))
      return nil
    }
    guard let scale = scale(of: value) else { return nil }
    if scale != .linear, numbers[0] <= 0 {
      diagnostics.error(
        "'discreteValues' (\(items[0].written)) must all be greater than 0 for \(scale.rawValue)",
        at: items[0].location, hint: "use UNIT_LINEAR_SCALE, or leave it out")
      return nil
    }
    return .discrete(numbers, scale: scale)
  }

  private mutating func items(
    of value: LocatedValue, _ name: String, type: String, hint: String?
  ) -> [LocatedValue]? {
    guard let list = value[name] else {
      diagnostics.error("'\(name)' is missing for type \(type)", at: value.location, hint: hint)
      return nil
    }
    guard let items = list.items else { return nil }
    guard !items.isEmpty else {
      diagnostics.error("'\(name)' is empty", at: list.location, hint: "list the values to try")
      return nil
    }
    return items
  }

  /// The repaired list, where it is short enough to read.
  private func sorted(_ items: [LocatedValue]) -> String {
    var texts: [String] = []
    var last: Double?
    for item in items.sorted(by: { ($0.number ?? 0) < ($1.number ?? 0) }) where item.number != last {
      texts.append(item.written)
      last = item.number
    }
    return texts.count <= 12 ? "write [\(texts.joined(separator: ", "))]" : "sort the list"
  }
}
