// SPDX-License-Identifier: Apache-2.0
package import AttuneJob

/// Finds the metric in lines, one after the other: the same for a trial that runs and for `attune check --log`.
package struct OutputReader: Sendable {
  private var format: Format
  private let tag: String

  private enum Format: Sendable {
    case pattern(MetricPattern)
    case json(JSONLineReader)
    case csv(CSVReader)
  }

  /// - Parameter tag: the key or the column whose value counts.
  package init?(_ origin: MetricOrigin, tag: String) {
    switch origin {
    case .events: return nil
    case .pattern(let pattern, _): format = .pattern(pattern)
    case .json(_, let step): format = .json(JSONLineReader(value: tag, step: step))
    case .csv(_, let step): format = .csv(CSVReader(value: tag, step: step))
    }
    self.tag = tag
  }

  package mutating func take(_ line: [UInt8]) -> OutputFinding {
    switch format {
    case .pattern(let pattern): return Self.find(pattern, in: line)
    case .json(var reader):
      let finding = reader.take(line)
      format = .json(reader)
      return finding
    case .csv(var reader):
      let finding = reader.take(line)
      format = .csv(reader)
      return finding
    }
  }

  /// The file begins again.
  package mutating func startOver() {
    if case .csv(var reader) = format {
      reader.startOver()
      format = .csv(reader)
    }
  }

  /// The names of what has numbers, such as keys and columns; empty for a pattern.
  package var names: [String] {
    switch format {
    case .pattern: []
    case .json(let reader): reader.names
    case .csv(let reader): reader.names
    }
  }

  private static func find(_ pattern: MetricPattern, in line: [UInt8]) -> OutputFinding {
    guard let finding = pattern.find(in: line.span) else { return .nothing }
    guard let value = MetricNumber.parse(finding.value) else {
      return .unusable("'\(quoted(finding.value))', which the pattern found, is no number")
    }
    guard let step = finding.step else { return .reading(value: value, step: nil) }
    guard let number = MetricNumber.parse(step).flatMap(Int.init(exactly:)) else {
      return .unusable("'\(quoted(step))', which the pattern found, is no step")
    }
    return .reading(value: value, step: number)
  }

  static func quoted(_ bytes: [UInt8]) -> String {
    bytes.count <= 80 ? String(decoding: bytes, as: UTF8.self) : String(decoding: bytes.prefix(80), as: UTF8.self) + "…"
  }
}
