// SPDX-License-Identifier: Apache-2.0
import AttuneServer
import Testing

@Suite("What a request line asks for")
struct RequestTargetTests {
  @Test("is decoded exactly once")
  func decodedOnce() throws {
    let target = try RequestTarget("/storage/v1/b/x/o/a%2Fb%252e%2E?name=c+d%2B%25&flag&alt=media#part")
    #expect(target.segments == ["storage", "v1", "b", "x", "o", "a/b%2e."])
    #expect(target.query.parameters.map(\.name) == ["name", "flag", "alt"])
    #expect(target.query["name"] == "c d+%")
    #expect(target.query["flag"] == nil)
  }

  @Test(
    "is refused where it can't be decoded, or is meant for a proxy",
    arguments: [
      "", "http://evil.example/v1", "*", "v1/x", "/%", "/%4", "/%zz", "/%00", "/%ff%fe", "/%c0%af", "/a?b=%00", "/a?%=1",
      "/" + String(repeating: "a", count: 9_000),
    ])
  func refused(_ text: String) { #expect(throws: APIError.self) { try RequestTarget(text) } }

  @Test("encoding and decoding are each other's inverse", arguments: ["a/b c+d%", "ä€𝄞", "", "-._~", "\u{7f}\t\"'<>"])
  func inverse(_ text: String) { #expect(PercentCoding.decoded(PercentCoding.encoded(text).utf8) == text) }
}

@Suite("A path template")
struct PathTemplateTests {
  private let get: PathTemplate = "v1/projects/{project}/jobs/{job}"
  private let cancel: PathTemplate = "v1/projects/{project}/jobs/{job}:cancel"

  @Test("finds its parameters, and its verb")
  func matching() {
    #expect(get.match(["v1", "projects", "p", "jobs", "j"]) == ["project": "p", "job": "j"])
    #expect(cancel.match(["v1", "projects", "p", "jobs", "j:cancel"]) == ["project": "p", "job": "j"])
    #expect(get.parameters == ["project", "job"])
    #expect(cancel.description == "v1/projects/{project}/jobs/{job}:cancel")
  }

  @Test(
    "takes no path of another shape",
    arguments: [
      ["v1", "projects", "p", "jobs"], ["v1", "projects", "p", "jobs", ""], ["v1", "projects", "", "jobs", "j:cancel"],
      ["v1", "projects", "p", "jobs", "j", ""], ["v2", "projects", "p", "jobs", "j:cancel"],
      ["v1", "projects", "p", "jobs", ":cancel"], ["v1", "projects", "p", "jobs", "j:stop"],
    ])
  func others(_ path: [String]) { #expect(cancel.match(path) == nil) }
}
