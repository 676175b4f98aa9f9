// SPDX-License-Identifier: Apache-2.0
import AttuneEvents

/// One directory of an `expected.json`.
struct Expected: Decodable, Equatable {
  let files: [String]
  let tags: [String: Tag]

  struct Tag: Decodable, Equatable {
    let kind: String
    let plugin: String?
    let dtype: Int?
    let points: [Point]
  }

  struct Point: Decodable, Equatable {
    let step: Int
    /// NaN and infinities as the file spells them; nil where there is no number.
    let value: String?

    init(step: Int, value: Double?) {
      self.step = step
      self.value = value.map { "\($0)" }
    }

    init(from decoder: any Decoder) throws {
      var pair = try decoder.unkeyedContainer()
      step = try pair.decode(Int.self)
      if try pair.decodeNil() {
        value = nil
      } else if let number = try? pair.decode(Double.self) {
        value = "\(number)"
      } else {
        value = try pair.decode(String.self)
      }
    }
  }

  init(_ summary: DirectorySummary) {
    files = summary.files
    tags = summary.tags.mapValues { tag in
      let points = tag.points.map { Point(step: $0.step, value: $0.value) }
      return switch tag.kind {
      case .simpleValue: Tag(kind: "simple_value", plugin: nil, dtype: nil, points: points)
      case .tensor(let type):
        Tag(kind: "tensor", plugin: tag.plugin, dtype: type.rawValue, points: points)
      }
    }
  }
}
