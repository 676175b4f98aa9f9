// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import Testing

/// A reader ends at any byte, and another one starts where it had got to.
@Suite struct `A file that is read in two lives` {
  @Test(arguments: Fixture.all)
  func `tells the same wherever the first life ends`(fixture: Fixture) throws {
    for file in try fixture.files() {
      let whole = Story(decoding: ScriptedBytes(file.bytes))
      for cut in 0...file.bytes.count where tellsOtherwise(file.bytes, cutAt: cut, whole) {
        Issue.record("\(fixture.name)/\(file.name) cut at \(cut)")
      }
    }
  }

  @Test func `tells damage in the one or the other, or in both`() {
    var bytes = SmallRecordFile.bytes + EventWriter(wallTime: 1).bytes
    bytes[33] ^= 1
    let whole = Set(Story(decoding: ScriptedBytes(bytes)).chapters.map { "\($0)" })
    for cut in 0...bytes.count {
      let told = lives(bytes, cutAt: cut).flatMap(\.chapters).map { "\($0)" }
      #expect(Set(told) == whole, "cut at \(cut)")
    }
  }

  private func tellsOtherwise(_ bytes: [UInt8], cutAt cut: Int, _ whole: Story) -> Bool {
    lives(bytes, cutAt: cut).flatMap(\.chapters) != whole.chapters
  }

  private func lives(_ bytes: [UInt8], cutAt cut: Int) -> [Story] {
    let first = Story(scanning: ScriptedBytes(Array(bytes.prefix(cut))))
    return [first, Story(scanning: ScriptedBytes(Array(bytes.dropFirst(first.end))), at: first.end)]
  }
}
