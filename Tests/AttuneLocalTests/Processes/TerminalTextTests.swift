// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal
import Testing

@Suite struct `What a trainer wrote` {
  @Test(arguments: [
    ("plain é 漢\t|", "plain é 漢\t|"),
    ("\u{1B}[1;31mred\u{1B}[0m", "red"),
    ("\u{1B}]0;title\u{07}text", "text"),
    ("\u{1B}]8;;http://x\u{1B}\\link\u{1B}]8;;\u{1B}\\", "link"),
    ("\u{1B}(Bx\u{1B}7y\u{1B}Pdata\u{1B}\\z", "xyz"),
    ("\u{9B}2Jx\u{9D}0;t\u{9C}y", "xy"),
    ("a\u{07}b\u{08}c\u{00}d\u{7F}e", "abcde"),
    ("10%\r50%\r100%", "100%"),
    ("10%\r100%\r", "100%"),
    ("user\u{202E}gpj.exe", "usergpj.exe"),
    ("cut \u{1B}[12", "cut "),
    ("cut \u{1B}]0;never ended", "cut "),
    ("", ""),
  ])
  func `is shown without anything that a terminal obeys`(line: String, shown: String) {
    #expect(TerminalText.plain(line) == shown)
  }

  private func tail(_ script: String) async throws -> String {
    try await ScratchJob().launch(["sh", "-c", script]).exit().tail
  }

  @Test func `ends a failure's message with its last twenty lines`() async throws {
    let tail = try await tail("i=0; while [ $i -lt 100 ]; do i=$((i+1)); echo line $i >&2; done; echo >&2; exit 1")
    #expect(tail == (81...100).map { "line \($0)" }.joined(separator: "\n"))
  }

  @Test func `takes at most 4 KB there, of one endless line only its end`() async throws {
    let long = "i=0; while [ $i -lt 50 ]; do i=$((i+1)); printf '%0400d\\n' $i >&2; done; exit 1"
    let lines = try await tail(long).split(separator: "\n")
    #expect(lines.count == 10)
    #expect(lines.last?.hasSuffix("00050") == true)
    let endless = try await tail("printf '%09999d' 7 >&2; exit 1")
    #expect(endless.utf8.count <= 4096 && endless.hasSuffix("7") && !endless.isEmpty)
  }

  @Test func `is made safe there as well`() async throws {
    #expect(try await tail(#"printf 'a\r\033[31mred\033[0m\nend\r\n' >&2; exit 1"#) == "red\nend")
  }
}
