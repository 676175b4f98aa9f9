// SPDX-License-Identifier: Apache-2.0
import Yams

/// Turns the text of a file into a located tree, with every repeated key reported.
///
/// Yams stops at the first repeated key. To get past it, the first letter of the key's earlier place is
/// replaced by a scalar of the private-use area (all places stay where they are), and the text is parsed
/// again; the tree restores the letters and finds the repetitions itself.
struct YAMLDocument {
  let file: String
  private var text: YAMLText
  private var originals: [Unicode.Scalar: Unicode.Scalar] = [:]
  private(set) var diagnostics: [Diagnostic] = []

  init(_ text: String, file: String) {
    self.file = file
    self.text = YAMLText(text)
  }

  /// The root, or nil where the file is empty or cannot be parsed (then `diagnostics` says why).
  mutating func root() -> ConfigurationNode? {
    do throws(Diagnostic) {
      try AliasBound.check(text, file: file)
      guard let node = try composed() else { return nil }
      var tree = YAMLTree(file: file, originals: originals)
      let root = try tree.converted(node, depth: 0)
      diagnostics += tree.diagnostics
      return root
    } catch {
      diagnostics.append(error)
      return nil
    }
  }

  private mutating func composed() throws(Diagnostic) -> Node? {
    while true {
      do {
        return try Parser(yaml: text.string, resolver: .default, constructor: .default, encoding: .utf8)
          .singleRoot()
      } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
        guard disguise(keys, at: context.mark) else { throw repeated(keys, at: context.mark) }
      } catch {
        throw YAMLProblem(error, text: text).diagnostic(in: file)
      }
    }
  }

  /// Whether the key at `mark` could be replaced; at most 100 are.
  private mutating func disguise(_ keys: [String], at mark: Mark) -> Bool {
    guard originals.count < 100, let start = text.index(line: mark.line, column: mark.column),
      let disguise = Unicode.Scalar(0xE000 + UInt32(originals.count))
    else { return false }
    let isQuoted = text[start] == "\"" || text[start] == "'"
    let index = isQuoted ? start + 1 : start
    guard index < text.scalars.count, keys.contains(where: { $0.unicodeScalars.first == text[index] })
    else { return false }
    originals[disguise] = text[index]
    text[index] = disguise
    return true
  }

  private func repeated(_ keys: [String], at mark: Mark) -> Diagnostic {
    Diagnostic(
      .error, at: .position(file: file, line: mark.line, column: mark.column),
      "\(keys.map { "'\($0)'" }.joined(separator: ", ")) is given twice", hint: "keep one of them")
  }
}
