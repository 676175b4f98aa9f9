// SPDX-License-Identifier: Apache-2.0
import AttuneServer
import Testing

@Suite("Who may call")
struct AccessTests {
  private let owner = String(repeating: "o", count: 43), viewer = String(repeating: "v", count: 43)

  @Test("a token allows what it was made for, and nothing like it does")
  func tokens() {
    let tokens = Tokens(owner: owner, viewer: viewer)
    #expect(tokens.access(of: owner) == .owner)
    #expect(tokens.access(of: viewer) == .viewer)
    for wrong in ["", "o", owner + "o", String(owner.dropLast()), owner.uppercased(), owner + viewer, "\0" + owner] {
      #expect(tokens.access(of: wrong) == nil)
    }
  }

  @Test("a short secret is no secret")
  func shortTokens() async {
    await #expect(processExitsWith: .failure) { _ = Tokens(owner: "short", viewer: "shorter") }
  }

  @Test(
    "names of this machine are answered to, with any port",
    arguments: ["localhost", "LOCALHOST:80", "127.0.0.1:8080", "[::1]", "[::1]:8080", "tune.example", "tune.example:443"])
  func knownHosts(_ host: String) { #expect(HostRule(allowing: ["tune.example"]).allows(host)) }

  @Test(
    "other names are not",
    arguments: [
      "", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "evil.example:127.0.0.1", "localhost:x",
      "localhost:80:80", "[::1", "::1", "[::1]x", "user@localhost", "localhost ", "0.0.0.0", "127.0.0.2", "tune.example.",
    ])
  func unknownHosts(_ host: String) { #expect(!HostRule(allowing: ["tune.example"]).allows(host)) }

  @Test("a page may call the server that it came from only")
  func origins() {
    #expect(HostRule.isSame(origin: "http://localhost:8080", as: "localhost:8080"))
    #expect(HostRule.isSame(origin: "https://tune.example", as: "tune.example"))
    for origin in ["null", "", "http://localhost", "http://localhost:80", "http://evil.example", "ftp://localhost:8080"] {
      #expect(!HostRule.isSame(origin: origin, as: "localhost:8080"))
    }
  }

  @Test("a bucket gives out its burst, and then so many a second")
  func rates() {
    var limit = RateLimit(perSecond: 2, burst: 3, now: 10)
    func taken(_ times: [Double]) -> [Bool] {
      var answers: [Bool] = []
      for time in times { answers.append(limit.take(at: time)) }
      return answers
    }
    #expect(taken([10, 10, 10, 10, 10]) == [true, true, true, false, false])
    #expect(taken([10.4, 10.5]) == [false, true])
    #expect(taken([9]) == [false], "a clock that goes back gives nothing")
    #expect(taken([1_000, 1_000, 1_000, 1_000]) == [true, true, true, false])
  }
}
