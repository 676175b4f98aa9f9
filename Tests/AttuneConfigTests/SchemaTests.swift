// SPDX-License-Identifier: Apache-2.0
import AttuneConfig
import AttuneJob
import Foundation
import Testing

@Suite struct `The JSON Schema` {
  private let schema: JSONValue

  init() throws {
    schema = try JSONDecoder().decode(JSONValue.self, from: Fixtures.document("Reference/tuning.schema.json"))
  }

  @Test func `is of draft 2020-12`() {
    #expect(schema["$schema"] == .string("https://json-schema.org/draft/2020-12/schema"))
  }

  @Test(arguments: [("file", ConfigurationShape.file), ("oldestFile", ConfigurationShape.oldestFile)])
  func `knows exactly the keys, words and types that the reader knows`(name: String, shape: ObjectShape) throws {
    let definition = try #require(schema["$defs"]?[name])
    #expect(differences(from: .object(shape), definition, at: name) == [])
  }

  @Test func `chooses the form of the file as the reader does`() {
    #expect(schema["then"] == .object(["$ref": .string("#/$defs/oldestFile")]))
    #expect(schema["else"] == .object(["$ref": .string("#/$defs/file")]))
  }

  private func differences(from shape: Shape, _ node: JSONValue, at path: String) -> [String] {
    switch shape {
    case .text: return node.refers(to: "text") ? [] : ["\(path): not a text"]
    case .flag: return node.refers(to: "flag") ? [] : ["\(path): not a flag"]
    case .int32, .int64: return node.refers(to: "count") ? [] : ["\(path): not a count"]
    case .number: return node.refers(to: "number") ? [] : ["\(path): not a number"]
    case .duration: return node.refers(to: "duration") ? [] : ["\(path): not a duration"]
    case .map: return node.refers(to: "textMap") ? [] : ["\(path): not a map"]
    case .word(let vocabulary):
      return node["enum"] == .array(vocabulary.words.map { .string($0) }) ? [] : ["\(path): other words"]
    case .wordOrObject(let vocabulary, let object):
      guard case .array(let choices)? = node["anyOf"], choices.count == 2 else { return ["\(path): no choice"] }
      return differences(from: .word(vocabulary), choices[0], at: path)
        + differences(from: .object(object), choices[1], at: path)
    case .list(let item):
      let list = resolved(node)
      guard list["type"] == .string("array"), let items = list["items"] else { return ["\(path): not a list"] }
      return differences(from: item, items, at: "\(path)[]")
    case .object(let object): return differences(from: object, resolved(node), at: path)
    }
  }

  private func differences(from shape: ObjectShape, _ node: JSONValue, at path: String) -> [String] {
    guard case .object(let properties)? = node["properties"] else { return ["\(path): no properties"] }
    let names = Set(shape.fields.map(\.name))
    let isClosed = node["additionalProperties"] == .bool(false)
    var found = names.symmetricDifference(properties.keys).sorted().map { "\(path).\($0): only on one side" }
    if isClosed != (shape.unknownKeys == .error) { found.append("\(path): unknown keys are treated differently") }
    for field in shape.fields {
      guard let property = properties[field.name] else { continue }
      if property["description"] ?? resolved(property)["description"] == nil {
        found.append("\(path).\(field.name): no description")
      }
      found += differences(from: field.shape, alias(property), at: "\(path).\(field.name)")
    }
    return found
  }

  /// Follows references to other properties, as the oldest form has them.
  private func alias(_ node: JSONValue) -> JSONValue {
    guard case .string(let reference)? = node["$ref"], reference.contains("/properties/") else { return node }
    return resolved(node)
  }

  private func resolved(_ node: JSONValue) -> JSONValue {
    guard case .string(let reference)? = node["$ref"] else { return node }
    return reference.split(separator: "/").dropFirst().reduce(schema) { $0[String($1)] ?? .null }
  }
}

extension JSONValue {
  fileprivate func refers(to name: String) -> Bool { self["$ref"] == .string("#/$defs/\(name)") }
}

@Suite struct `The reference of tuning.yml` {
  @Test(arguments: [ConfigurationShape.file, ConfigurationShape.oldestFile])
  func `names every key that the reader knows`(shape: ObjectShape) throws {
    let text = String(decoding: try Fixtures.document("Reference/tuning-yml.md"), as: UTF8.self)
    let words = Set(text.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init))
    #expect(keys(of: .object(shape)).filter { !words.contains($0) } == [])
  }

  private func keys(of shape: Shape) -> [String] {
    switch shape {
    case .object(let object): object.fields.flatMap { [$0.name] + keys(of: $0.shape) }
    case .list(let item), .map(let item): keys(of: item)
    case .wordOrObject(let vocabulary, let object): keys(of: .word(vocabulary)) + keys(of: .object(object))
    case .word(let vocabulary): vocabulary.words.filter { !$0.hasSuffix("_UNSPECIFIED") }
    case .text, .flag, .int32, .int64, .number, .duration: []
    }
  }

  @Test func `has an example that is read without a word`() throws {
    let text = String(decoding: try Fixtures.document("Reference/tuning-yml.md"), as: UTF8.self)
    let example = try #require(text.split(separator: "```yaml\n").last?.split(separator: "```").first)
    #expect(Reading.said(String(example)) == "")
  }
}

/// A test log names the form of the file, not its hundred keys.
extension ObjectShape: CustomTestStringConvertible {
  package var testDescription: String { "a file with \(fields.map(\.name).joined(separator: ", "))" }
}
