// SPDX-License-Identifier: Apache-2.0
import AttuneLocal
import Testing

@Suite struct `Lines` {
  private func lines(_ text: String, every size: Int = 1_000_000) -> [LineSplitter.Line] {
    var splitter = LineSplitter()
    var lines: [LineSplitter.Line] = []
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      splitter.feed(Array(rest.prefix(size)))
      rest = rest.dropFirst(size)
      while let line = splitter.next() { lines.append(line) }
    }
    while let line = splitter.next(isLast: true) { lines.append(line) }
    return lines
  }

  private func texts(_ lines: [LineSplitter.Line]) -> [String] {
    lines.map { "\($0.number):\(String(decoding: $0.bytes, as: UTF8.self)):\($0.end)" }
  }

  @Test func `end with LF, CRLF or CR`() {
    #expect(
      texts(lines("a\nb\r\n\r\nc\rd\re\n\nf"))
        == ["1:a:2", "2:b:4", "3::6", "4:c:9", "4:d:11", "4:e:13", "5::14", "6:f:15"])
  }

  @Test func `are the same however the text is cut`() {
    let text = "one\r\ntwo\rthree\n\n\r\rfour\r\n" + String(repeating: "x", count: 70_000) + "\nfive\n\r\nsix"
    let whole = lines(text)
    for size in [1, 2, 3, 5, 7, 65_535, 65_536, 65_537] { #expect(lines(text, every: size) == whole) }
  }

  @Test func `that are too long are passed over, in bounded memory`() {
    let limit = LineSplitter.longest
    let found = lines(String(repeating: "x", count: limit) + "\n" + String(repeating: "y", count: limit + 1) + "\nz\n")
    #expect(found.map(\.isTooLong) == [false, true, false])
    #expect(found.map(\.bytes.count) == [limit, 0, 1])
    #expect(found.last?.end == 2 * limit + 5)
  }

  @Test func `that have no end wait for it`() {
    var splitter = LineSplitter()
    splitter.feed(Array("loss 0.".utf8))
    #expect(splitter.next() == nil)
    #expect(splitter.hasRest && splitter.fed == 7 && splitter.offset == 0)
    splitter.feed(Array("5\n".utf8))
    #expect(splitter.next()?.end == 9)
    #expect(!splitter.hasRest)
  }
}
