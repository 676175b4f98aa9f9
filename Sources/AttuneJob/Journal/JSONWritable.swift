// SPDX-License-Identifier: Apache-2.0
import AttuneStudy

/// A value that writes itself as JSON, always in the same way.
package protocol JSONWritable {
  func write(to json: inout JSONText)
}

/// A value that is a JSON object: only its members are its own to write.
package protocol JSONObjectWritable: JSONWritable {
  func writeMembers(to json: inout JSONText)
}

extension JSONObjectWritable {
  package func write(to json: inout JSONText) {
    json.object { writeMembers(to: &$0) }
  }
}

extension String: JSONWritable {
  package func write(to json: inout JSONText) { json.string(self) }
}

extension Bool: JSONWritable {
  package func write(to json: inout JSONText) { json.literal(self ? "true" : "false") }
}

extension Int: JSONWritable {
  package func write(to json: inout JSONText) { json.literal("\(self)") }
}

extension UInt64: JSONWritable {
  package func write(to json: inout JSONText) { json.literal("\(self)") }
}

extension Double: JSONWritable {
  /// The shortest text that reads back as the same number; JSON has no NaN and no infinity, so those are strings.
  package func write(to json: inout JSONText) {
    if isFinite { json.literal("\(self)") } else { json.string(metricText) }
  }
}

extension Array: JSONWritable where Element: JSONWritable {
  package func write(to json: inout JSONText) { json.array(self) }
}

extension JSONValue: JSONWritable {
  package func write(to json: inout JSONText) {
    switch self {
    case .null: json.literal("null")
    case .bool(let value): value.write(to: &json)
    case .integer(let value): value.write(to: &json)
    case .number(let value): value.write(to: &json)
    case .string(let value): value.write(to: &json)
    case .array(let values): json.array(values)
    case .object(let members): json.object(sorted: members)
    }
  }
}
