// SPDX-License-Identifier: Apache-2.0

extension SearchSpace {
  /// The assignment with the supplied values, which may come in any order.
  ///
  /// - Throws: every mistake at once.
  public func assignment(
    from supplied: [(name: String, value: SuppliedValue)]
  ) throws(AssignmentError) -> Assignment {
    var problems = mistakes(inNames: supplied.map(\.name))
    var entries: [Assignment.Entry] = []
    for parameter in parameters {
      guard let value = supplied.first(where: { $0.name == parameter.name })?.value else {
        problems.append("parameter '\(parameter.name)' has no value")
        continue
      }
      do throws(Infeasible) {
        entries.append(.init(name: parameter.name, value: try parameter.domain.value(from: value)))
      } catch {
        problems.append("parameter '\(parameter.name)' \(error.words)")
      }
    }
    guard problems.isEmpty else { throw AssignmentError(problems: problems) }
    return Assignment(entries)
  }

  private func mistakes(inNames names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.compactMap { name in
      guard parameters.contains(where: { $0.name == name }) else {
        return "there is no parameter '\(name)'; there are \(parameters.map(\.name).quoted)"
      }
      return seen.insert(name).inserted ? nil : "parameter '\(name)' is given twice"
    }
  }
}

/// What is wrong with one value, to be read after the parameter's name.
private struct Infeasible: Error {
  let words: String
}

extension ParameterSpec.Domain {
  fileprivate func value(from supplied: SuppliedValue) throws(Infeasible) -> ParameterValue {
    switch (self, supplied) {
    case (.double(let range, _), .number(let x)):
      guard range.contains(x) else { throw .outside(range.lowerBound, range.upperBound, x) }
      return .double(x)
    case (.integer(let range, _), .number(let x)):
      guard let number = x.wholeNumber else {
        throw Infeasible(words: "is INTEGER and takes a whole number, not \(x.shortText)")
      }
      guard range.contains(number) else {
        throw .outside(Double(range.lowerBound), Double(range.upperBound), x)
      }
      return .integer(number)
    case (.discrete(let values, _), .number(let x)):
      guard contains(.discrete(x)) else { throw .notAmong(values, x) }
      return .discrete(x)
    case (.categorical(let values), .text(let name)):
      guard values.contains(name) else {
        throw Infeasible(words: "cannot be '\(name)': its values are \(values.quoted)")
      }
      return .categorical(name)
    case (.categorical, .number(let x)):
      throw Infeasible(words: "is CATEGORICAL and takes a text, not the number \(x.shortText)")
    case (.double, .text(let text)), (.integer, .text(let text)), (.discrete, .text(let text)):
      throw Infeasible(words: "is \(typeName) and takes a number, not the text '\(text)'")
    }
  }
}

extension Infeasible {
  fileprivate static func outside(_ low: Double, _ high: Double, _ x: Double) -> Infeasible {
    Infeasible(words: "cannot be \(x.shortText): its range is \(low.shortText) to \(high.shortText)")
  }

  fileprivate static func notAmong(_ values: [Double], _ x: Double) -> Infeasible {
    let nearest = values.min { abs($0 - x) < abs($1 - x) } ?? values[0]
    return Infeasible(
      words: "cannot be \(x.shortText): it is none of its discreteValues; the nearest is \(nearest.shortText)")
  }
}

extension Double {
  /// Whole numbers without `.0`, as people write them.
  fileprivate var shortText: String { isFinite ? ParameterValue.discrete(self).text : metricText }
}

extension [String] {
  /// The first eight, in quotes.
  fileprivate var quoted: String {
    let shown = prefix(8).map { "'\($0)'" }.joined(separator: ", ")
    return count > 8 ? "\(shown) and \(count - 8) more" : isEmpty ? "none" : shown
  }
}
