// SPDX-License-Identifier: Apache-2.0
import AttuneStudy

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension ParameterReader {
  mutating func double(_ value: LocatedValue) -> ParameterSpec.Domain? {
    guard let bounds = bounds(of: value, type: "DOUBLE") else { return nil }
    guard let scale = scale(of: value) else { return nil }
    guard isPositive(bounds.low, top: bounds.high.number, for: scale, type: "DOUBLE") else { return nil }
    guard let low = bounds.low.number, let high = bounds.high.number else { return nil }
    return .double(low...high, scale: scale)
  }

  mutating func integer(_ value: LocatedValue) -> ParameterSpec.Domain? {
    guard let bounds = bounds(of: value, type: "INTEGER") else { return nil }
    let low = whole(bounds.low, "minValue"), high = whole(bounds.high, "maxValue")
    guard let scale = scale(of: value), let low, let high else { return nil }
    guard isPositive(bounds.low, top: bounds.high.number, for: scale, type: "INTEGER") else { return nil }
    return .integer(low...high, scale: scale)
  }

  private mutating func bounds(
    of value: LocatedValue, type: String
  ) -> (low: LocatedValue, high: LocatedValue)? {
    let missing = ["minValue", "maxValue"].filter { value[$0] == nil }
    guard missing.isEmpty else {
      let names = missing.map { "'\($0)'" }.joined(separator: " and ")
      let fitting = [
        "discreteValues": "for a list of numbers use type DISCRETE",
        "categoricalValues": "for a list of words use type CATEGORICAL",
      ]
      let hint = value.fields.compactMap { fitting[$0.name] }.first
      diagnostics.error(
        "\(names) \(missing.count == 1 ? "is" : "are") missing for type \(type)", at: value.location, hint: hint)
      return nil
    }
    guard let low = value["minValue"], let high = value["maxValue"], let a = low.number, let b = high.number
    else { return nil }
    guard a <= b else {
      diagnostics.error(
        "'minValue' (\(low.written)) is greater than 'maxValue' (\(high.written))", at: low.location,
        hint: "exchange them")
      return nil
    }
    return (low, high)
  }

  private mutating func whole(_ bound: LocatedValue, _ name: String) -> Int? {
    let exact = -9_007_199_254_740_992.0...9_007_199_254_740_992.0
    guard let number = bound.number else { return nil }
    guard let whole = Int(exactly: number) else {
      diagnostics.error(
        "'\(name)' (\(bound.written)) must be a whole number for INTEGER", at: bound.location,
        hint: "use type DOUBLE, or a whole number")
      return nil
    }
    guard exact.contains(number) else {
      diagnostics.error("'\(name)' (\(bound.written)) must lie within ±2^53 for INTEGER", at: bound.location)
      return nil
    }
    return whole
  }

  /// Nil for a word that is none, which has been said.
  mutating func scale(of value: LocatedValue) -> ParameterSpec.Scale? {
    guard let scale = value["scaleType"] else { return .linear }
    return scale.text.map { ParameterSpec.Scale(rawValue: $0) ?? .linear }
  }

  private mutating func isPositive(
    _ lowest: LocatedValue, top: Double?, for scale: ParameterSpec.Scale, type: String
  ) -> Bool {
    guard scale != .linear, let number = lowest.number, number <= 0 else { return true }
    let repair =
      if let top, top > 0 {
        type == "INTEGER" ? ", or a minValue such as 1" : ", or a minValue such as \(Self.small(besides: top))"
      } else { "" }
    diagnostics.error(
      "'minValue' (\(lowest.written)) must be greater than 0 for \(scale.rawValue)", at: lowest.location,
      hint: "use UNIT_LINEAR_SCALE\(repair)")
    return false
  }

  /// Four decades below: `1e-5` for 0.1.
  private static func small(besides top: Double) -> String {
    "1e\(Int(log10(top).rounded(.down)) - 4)"
  }
}
