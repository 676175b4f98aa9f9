// SPDX-License-Identifier: Apache-2.0

/// What may stand at one place of a configuration file. The reader, the echo and the JSON Schema follow it.
package indirect enum Shape: Sendable {
  /// Any scalar, kept as it was written: `1.10` stays `1.10`.
  case text
  case flag
  case int32
  /// A whole number that the service's JSON writes as a string.
  case int64
  case number
  /// Seconds with their unit: `7200s`.
  case duration
  case word(Vocabulary)
  /// One of some words, or what a word can't say.
  case wordOrObject(Vocabulary, ObjectShape)
  case list(Shape)
  /// Names of the user's own.
  case map(Shape)
  case object(ObjectShape)
}

extension Shape {
  fileprivate var strict: Shape {
    switch self {
    case .object(let object): .object(object.strict)
    case .wordOrObject(let words, let object): .wordOrObject(words, object.strict)
    case .list(let item): .list(item.strict)
    case .map(let item): .map(item.strict)
    case .text, .flag, .int32, .int64, .number, .duration, .word: self
    }
  }
}

/// A mapping whose keys are known.
package struct ObjectShape: Sendable {
  /// The key that it is the value of; `topLevel` for the file itself.
  package let name: String
  package let fields: [Field]
  /// What an unknown key is: an error where the service refused it and a trainer would suffer.
  package let unknownKeys: Diagnostic.Severity

  init(_ name: String, unknownKeys: Diagnostic.Severity = .warning, _ fields: [Field]) {
    self.name = name
    self.fields = fields
    self.unknownKeys = unknownKeys
  }

  package struct Field: Sendable {
    /// In camelCase; snake_case is read, too.
    package let name: String
    package let shape: Shape
    let use: Use

    init(_ name: String, _ shape: Shape, _ use: Use = .used) {
      self.name = name
      self.shape = shape
      self.use = use
    }
  }

  /// What Attune does with a key.
  enum Use: Sendable {
    case used
    /// Means something in a cloud only.
    case cloudOnly
    /// Chooses a machine.
    case machine
    /// Asks for more than one process a trial.
    case replicas
    /// Its machinery comes later.
    case notYet
  }

  /// The same, down to the last mapping, where an unknown key is an error.
  var strict: ObjectShape {
    ObjectShape(name, unknownKeys: .error, fields.map { .init($0.name, $0.shape.strict, $0.use) })
  }

  /// To be read after a key's name.
  var place: String { name == ObjectShape.topLevel ? "at the top level" : "in \(name)" }
  static let topLevel = ""

  func field(named name: String) -> Field? { fields.first { $0.name == name } }
  var names: [String] { fields.map(\.name) }
}

/// The words that one key takes.
package struct Vocabulary: Sendable {
  package let words: [String]
  /// Words that users of other tools write, and what they mean by them.
  let synonyms: [String: String]

  init(_ words: [String], synonyms: [String: String] = [:]) {
    self.words = words
    self.synonyms = synonyms
  }

  /// `A, B or C`, without what stands for nothing.
  var choices: String {
    let words = words.filter { !$0.hasSuffix("_UNSPECIFIED") }
    guard words.count > 1, let last = words.last else { return words.joined() }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }

  func nearest(to word: String) -> String? {
    synonyms[word.lowercased()] ?? NearestName.to(word, among: words)
  }
}
