// SPDX-License-Identifier: Apache-2.0
import AttuneStudy

extension Decoder {
  func members() throws -> KeyedDecodingContainer<JSONKey> { try container(keyedBy: JSONKey.self) }
}

extension KeyedDecodingContainer<JSONKey> {
  func string(_ key: JSONKey) throws -> String { try decode(String.self, forKey: key) }
  func integer(_ key: JSONKey) throws -> Int { try decode(Int.self, forKey: key) }
  func double(_ key: JSONKey) throws -> Double { try decode(Double.self, forKey: key) }
  func strings(_ key: JSONKey) throws -> [String] { try decode([String].self, forKey: key) }

  func trial() throws -> Trial.ID { Trial.ID(try integer(.trial)) }
  func attempt() throws -> Attempt { Attempt(trial: try trial(), number: try integer(.attempt)) }

  func time(_ key: JSONKey) throws -> Timestamp {
    Timestamp(milliseconds: try decode(Int64.self, forKey: key))
  }

  func timeIfPresent(_ key: JSONKey) throws -> Timestamp? {
    try decodeIfPresent(Int64.self, forKey: key).map(Timestamp.init(milliseconds:))
  }

  /// One of a fixed set of words.
  func word<Word: RawRepresentable<String>>(_ type: Word.Type, _ key: JSONKey) throws -> Word {
    let text = try string(key)
    guard let word = Word(rawValue: text) else { throw unknown(key, text) }
    return word
  }

  func unknown(_ key: JSONKey, _ word: String) -> DecodingError {
    invalid(key, "unknown \(key.rawValue) '\(word)'")
  }

  func invalid(_ key: JSONKey, _ message: String) -> DecodingError {
    .dataCorruptedError(forKey: key, in: self, debugDescription: message)
  }
}
