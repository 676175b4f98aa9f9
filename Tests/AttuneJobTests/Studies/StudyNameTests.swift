// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneTesting
import Testing

@Suite struct `A study's name` {
  @Test func `is the service's`() throws {
    let name = try StudySample.name("s-1", location: "us-central1", project: "my.org:p_1")
    #expect(name.description == "projects/my.org:p_1/locations/us-central1/studies/s-1")
    #expect(name.trial(7) == "projects/my.org:p_1/locations/us-central1/studies/s-1/trials/7")
    #expect(name.operation(12) == "projects/my.org:p_1/locations/us-central1/operations/s-1.12")
  }

  @Test(arguments: ["", ".", "..", "-a", "a/b", "a b", "ä", "a.b", "a\0", String(repeating: "a", count: 129)])
  func `is never a path`(_ text: String) {
    #expect(!StudyName.isID(text))
  }

  @Test(arguments: ["", ".", "..", "_a", "a/..", "a b", "é", String(repeating: "a", count: 64)])
  func `lies in a place that is never a path`(_ text: String) {
    #expect(StudyPlace(project: text, location: "l") == nil)
    #expect(StudyPlace(project: "p", location: text) == nil)
  }

  @Test func `is found again in an operation's id`() throws {
    let name = try StudySample.name("s-1")
    let found = try #require(StudyName.operation("s-1.12", in: name.place))
    #expect(found == (name, 12))
    for id in ["", "s-1", "s-1.", ".12", "s-1.012", "s-1.+1", "s-1.x", "a.b.1"] {
      #expect(StudyName.operation(id, in: name.place) == nil, "\(id)")
    }
  }
}
