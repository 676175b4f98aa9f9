// SPDX-License-Identifier: Apache-2.0
import AttuneJob

/// Takes a number, and a step, out of one JSON object a line.
struct JSONLineReader: Sendable {
  private let value: String
  private let step: String?
  private var seen = SeenNames()

  init(value: String, step: String?) {
    self.value = value
    self.step = step
  }

  /// Keys of numbers, `a.b` for `b` in `a`.
  var names: [String] { seen.names }

  mutating func take(_ line: [UInt8]) -> OutputFinding {
    // A line between objects, such as a message, is none of ours.
    guard line.first(where: { $0 != 0x20 && $0 != 0x09 }) == UInt8(ascii: "{") else { return .nothing }
    var scanner = JSONScanner(line)
    guard let members = scanner.object() else { return .unusable("no JSON object: '\(OutputReader.quoted(line))'") }
    for member in members where member.number != nil { seen.note(member.path) }
    guard let found = members.last(where: { $0.path == value }) else { return .nothing }
    if found.isNull { return .nothing }
    guard let number = found.number else { return .unusable("'\(value)' is no number") }
    guard let step else { return .reading(value: number, step: nil) }
    guard let count = members.last(where: { $0.path == step })?.number.flatMap(Int.init(exactly:)) else {
      return .unusable("'\(value)' stands without a whole number '\(step)'")
    }
    return .reading(value: number, step: count)
  }
}
