// SPDX-License-Identifier: Apache-2.0
import AttuneCommands
import FoundationEssentials
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite struct `A command line to paste` {
  static let words = [
    "python3", "--rate=1e-05", "", "two words", "it's", "$HOME", "`id`", "a\\b", "*", "~", "é", "#no", "!x",
    "--act=x y",
  ]

  @Test func `quotes only what needs it`() {
    #expect(
      ShellWord.line(Self.words)
        == #"python3 --rate=1e-05 '' 'two words' 'it'\''s' '$HOME' '`id`' 'a\b' '*' '~' 'é' '#no' '!x' '--act=x y'"#)
  }

  @Test func `shows control characters by their names`() {
    #expect(ShellWord.quoted("a\nb'\u{1B}") == #"$'a\x0ab\'\x1b'"#)
  }

  @Test func `means the same words to a shell`() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "attune-words-\(getpid())").path
    defer { try? FileManager.default.removeItem(atPath: file) }
    #expect(system("printf '%s\\n' \(ShellWord.line(Self.words)) > \(file)") == 0)
    #expect(try String(contentsOfFile: file, encoding: .utf8) == Self.words.map { $0 + "\n" }.joined())
  }
}
