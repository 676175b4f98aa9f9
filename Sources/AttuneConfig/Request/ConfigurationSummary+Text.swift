// SPDX-License-Identifier: Apache-2.0
import AttuneStudy

extension ConfigurationSummary: CustomStringConvertible {
  /// Aligned lines, the parameters as a table below; no newline at the end.
  package var description: String {
    let width = entries.map(\.label.count).max() ?? 0
    let lines = entries.map { "\($0.label.padded(to: width))  \($0.text)" }
    guard !parameters.isEmpty else { return lines.joined(separator: "\n") }
    let rows = parameters.map { [$0.name, $0.type, $0.values, $0.scale ?? ""] }
    let widths = (0..<4).map { column in rows.map { $0[column].count }.max() ?? 0 }
    let table = rows.map { row in
      let cells = zip(row, widths).map { $0.padded(to: $1) }.joined(separator: "  ")
      return "  " + cells.trimmingSpaces
    }
    return (lines + ["parameters"] + table).joined(separator: "\n")
  }
}

extension ConfigurationSummary.Parameter {
  init(_ parameter: ParameterSpec) {
    name = parameter.name
    switch parameter.domain {
    case .double(let range, let scale):
      (type, self.scale) = ("DOUBLE", scale.rawValue)
      values = "\(range.lowerBound) … \(range.upperBound)"
    case .integer(let range, let scale):
      (type, self.scale) = ("INTEGER", scale.rawValue)
      values = "\(range.lowerBound) … \(range.upperBound)"
    case .discrete(let numbers, let scale):
      (type, self.scale) = ("DISCRETE", scale.rawValue)
      values = Self.list(numbers.map { ParameterValue.discrete($0).text })
    case .categorical(let words):
      (type, self.scale) = ("CATEGORICAL", nil)
      values = Self.list(words)
    }
  }

  /// The first eight and the last.
  private static func list(_ texts: [String]) -> String {
    guard texts.count > 10, let last = texts.last else { return texts.joined(separator: ", ") }
    return texts.prefix(8).joined(separator: ", ") + ", … \(last) (\(texts.count) values)"
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }

  fileprivate var trimmingSpaces: String {
    String(self[..<(lastIndex { $0 != " " }.map { index(after: $0) } ?? startIndex)])
  }
}
