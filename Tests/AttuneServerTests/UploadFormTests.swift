// SPDX-License-Identifier: Apache-2.0
import AttuneServer
import Testing

@Suite("Parts of objects")
struct UploadFormTests {
  @Test("a range is read as RFC 9110 has it")
  func ranges() throws {
    #expect(try ByteRange("bytes=0-9", of: 100).bounds == 0..<10)
    #expect(try ByteRange("bytes=90-", of: 100).bounds == 90..<100)
    #expect(try ByteRange("bytes=90-1000", of: 100).bounds == 90..<100)
    #expect(try ByteRange("bytes=-10", of: 100).bounds == 90..<100)
    #expect(try ByteRange("bytes=-1000", of: 100).bounds == 0..<100)
    #expect(try ByteRange("bytes=0-\(Int.max)", of: 100).bounds == 0..<100)
  }

  @Test(
    "a range that is none is refused",
    arguments: [
      "", "bytes=", "bytes=-", "bytes=100-", "bytes=5-4", "bytes=0-1,3-4", "lines=0-1", "bytes=a-b", "bytes=-0",
      "bytes=--1", "bytes=0-99999999999999999999",
    ])
  func noRange(_ text: String) {
    let error = #expect(throws: APIError.self) { try ByteRange(text, of: 100) }
    #expect(error?.code == 416)
  }

  @Test("an upload's part says where it belongs")
  func sentRanges() throws {
    let some = try SentRange("bytes 0-99/*"), all = try SentRange("bytes 100-149/150")
    #expect(some.bounds == 0...99 && some.total == nil)
    #expect(all.bounds == 100...149 && all.total == 150)
    let question = try SentRange("bytes */150"), open = try SentRange("bytes */*")
    #expect(question.bounds == nil && question.total == 150)
    #expect(open.bounds == nil && open.total == nil)
    for text in ["", "bytes", "bytes 0-/1", "bytes 5-4/9", "bytes 0-9/5", "bytes 0-9", "bytes -1-2/9", "bytes */-1"] {
      #expect(throws: APIError.self) { try SentRange(text) }
    }
  }

  private let type = "multipart/related; boundary=\"==x==\""

  @Test("a body of two parts is metadata and content, byte by byte")
  func multipart() throws {
    let content: [UInt8] = [0, 13, 10, 45, 45, 255, 13, 10]
    let body = Array("--==x==\r\ncontent-type: application/json\r\n\r\n{\"name\": \"a/b\"}\r\n--==x==\r\ncontent-type: x/y\r\n\r\n".utf8)
      + content + Array("\r\n--==x==--".utf8)
    let parts = try MultipartBody(body, type: type)
    #expect(parts.content == content)
    #expect(try parts.metadata(named: "name") == "a/b")
    #expect(try parts.metadata(named: "none") == nil)
  }

  @Test(
    "a body of other parts is refused",
    arguments: [
      "", "--==x==--", "--==x==\r\n\r\n{}\r\n--==x==--", "--==x==\r\n\r\n{}\r\n--==x==\r\n\r\nz",
      "--==x==\r\n\r\n{}\r\n--==x==\r\n\r\na\r\n--==x==\r\n\r\nb\r\n--==x==--", "no boundary", "--==x==\r\nhead only",
    ])
  func noMultipart(_ text: String) {
    #expect(throws: APIError.self) { try MultipartBody(Array(text.utf8), type: type) }
    #expect(throws: APIError.self) { try MultipartBody(Array(text.utf8), type: "text/plain") }
  }

  @Test("a page's token is good for its own list only")
  func pageTokens() throws {
    let text = PageToken(behind: ["17", "ä/b"]).text(for: "jobs state:FAILED")
    #expect(try PageToken(text, for: "jobs state:FAILED").place == ["17", "ä/b"])
    for wrong in [text + "A", "", "x", "W10="] {
      #expect(throws: APIError.self) { try PageToken(wrong, for: "jobs state:FAILED") }
    }
    #expect(throws: APIError.self) { try PageToken(text, for: "jobs") }
  }
}
