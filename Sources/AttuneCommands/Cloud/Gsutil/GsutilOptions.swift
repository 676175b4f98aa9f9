// SPDX-License-Identifier: Apache-2.0
import AttuneLocal

/// Single letters before the operands: `-r -d`, `-rd`, `-p NAME`.
struct GsutilOptions {
  private let command: String
  private var values: [Character: String] = [:]
  let operands: [String]

  init(_ arguments: ArraySlice<String>, of command: String, switches: String, values known: String) throws {
    self.command = command
    var rest = arguments
    while let word = rest.first, word.hasPrefix("-"), word.count > 1, word != "--" {
      rest.removeFirst()
      var letters = word.dropFirst()
      while let letter = letters.popFirst() {
        if known.contains(letter) {
          guard let value = letters.isEmpty ? rest.popFirst() : String(letters) else {
            throw GsutilError("CommandException: Incorrect option(s) specified: option -\(letter) requires argument")
          }
          values[letter] = value
          letters = ""
        } else if switches.contains(letter) {
          values[letter] = ""
        } else {
          throw GsutilError("CommandException: Incorrect option(s) specified: option -\(letter) not recognized")
        }
      }
    }
    if rest.first == "--" { rest.removeFirst() }
    operands = Array(rest)
  }

  func has(_ letter: Character) -> Bool { values[letter] != nil }
  func value(_ letter: Character) -> String? { values[letter] }

  func require(atLeast count: Int) throws {
    guard operands.count >= count else { throw wrongNumber }
  }

  var wrongNumber: GsutilError {
    GsutilError("CommandException: Wrong number of arguments for \"\(command)\" command.")
  }
}

/// `-x PATTERN`: a regular expression that a path must match from its beginning to be left out.
struct GsutilPattern {
  private let pattern: Regex<AnyRegexOutput>

  init(_ text: String) throws {
    do { pattern = try Regex(text) } catch {
      throw GsutilError("CommandException: Invalid exclude filter (\(text))")
    }
  }

  func matches(_ path: String) -> Bool { path.prefixMatch(of: pattern) != nil }
}
