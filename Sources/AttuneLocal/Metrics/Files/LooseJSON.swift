// SPDX-License-Identifier: Apache-2.0

/// A JSON value where a number is wanted: R and Python write some as words, and leave others out.
enum LooseJSON: Decodable {
  case number(Double)
  case text(String)
  case other

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else {
      self = .other
    }
  }

  /// Python's `nan` and `inf` and R's `NaN` and `Inf` among them; nil for what is no number, such as R's `NA`.
  var number: Double? {
    switch self {
    case .number(let number): number
    case .text(let text): Double(text)
    case .other: nil
    }
  }
}
