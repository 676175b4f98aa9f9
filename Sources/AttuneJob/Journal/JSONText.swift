// SPDX-License-Identifier: Apache-2.0

/// JSON in the making: members stand in the order in which they are given, so equal values give equal bytes.
package struct JSONText {
  package private(set) var utf8: [UInt8] = []
  private let isIndented: Bool
  private var depth = 0
  private var isFirst = true

  private init(isIndented: Bool) { self.isIndented = isIndented }

  /// The value's text: on one line, or indented for people.
  package static func of(_ value: some JSONWritable, isIndented: Bool = false) -> [UInt8] {
    var json = JSONText(isIndented: isIndented)
    json.utf8.reserveCapacity(256)
    value.write(to: &json)
    return json.utf8
  }

  package mutating func object(_ members: (inout JSONText) -> Void) {
    open("{")
    members(&self)
    close("}")
  }

  package mutating func object(sorted members: [String: some JSONWritable]) {
    object { json in
      for (key, value) in members.sorted(by: { $0.key < $1.key }) { json.member(named: key, value) }
    }
  }

  package mutating func array(_ elements: some Sequence<some JSONWritable>) {
    open("[")
    for element in elements {
      separate()
      element.write(to: &self)
    }
    close("]")
  }

  package mutating func member(_ key: JSONKey, _ value: some JSONWritable) {
    member(named: key.rawValue, value)
  }

  /// Nil is an absent member.
  package mutating func member(_ key: JSONKey, ifPresent value: (some JSONWritable)?) {
    if let value { member(key, value) }
  }

  package mutating func member(_ key: JSONKey, sorted members: [String: some JSONWritable]) {
    beginMember(key.rawValue)
    object(sorted: members)
  }

  private mutating func member(named key: String, _ value: some JSONWritable) {
    beginMember(key)
    value.write(to: &self)
  }

  private mutating func beginMember(_ key: String) {
    separate()
    string(key)
    literal(isIndented ? ": " : ":")
  }

  package mutating func literal(_ text: String) { utf8.append(contentsOf: text.utf8) }

  package mutating func string(_ text: String) {
    utf8.append(UInt8(ascii: "\""))
    if text.utf8.allSatisfy(Self.isPlain) {
      utf8.append(contentsOf: text.utf8)
    } else {
      for scalar in text.unicodeScalars { append(escaping: scalar) }
    }
    utf8.append(UInt8(ascii: "\""))
  }

  /// Printable ASCII that JSON needs no escape for, as nearly all text is.
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  /// Nothing is left that a terminal would obey.
  private mutating func append(escaping scalar: Unicode.Scalar) {
    switch scalar {
    case "\"": literal("\\\"")
    case "\\": literal("\\\\")
    case "\n": literal("\\n")
    case "\r": literal("\\r")
    case "\t": literal("\\t")
    case _ where scalar.isHarmful:
      let digits = String(scalar.value, radix: 16)
      literal("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
    default: utf8.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [])
    }
  }

  private mutating func open(_ bracket: String) {
    literal(bracket)
    depth += 1
    isFirst = true
  }

  private mutating func separate() {
    if !isFirst { literal(",") }
    isFirst = false
    breakLine()
  }

  private mutating func close(_ bracket: String) {
    depth -= 1
    if !isFirst { breakLine() }
    isFirst = false
    literal(bracket)
  }

  private mutating func breakLine() {
    if isIndented { literal("\n" + String(repeating: "  ", count: depth)) }
  }
}
