// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import Foundation
import Testing

/// The code in the library's documentation, run.
@Suite struct `The guide to the library` {
  @Test func `reads and writes a file as it says`() {
    let now = 1_700_000_000.5
    var file: [UInt8] = []

    var writer = EventWriter(wallTime: now)
    writer.write("loss", 0.25, step: 1, wallTime: now)  // 32 bits, for every reader there is
    writer.write("loss/exact", 0.1, as: .double, step: 1, wallTime: now)  // a tensor, as TensorFlow 2 writes it
    file += writer.takeBytes()

    let bytes = file
    var others: [Event] = []
    var problems: [String] = []

    var scanner = EventScanner()
    var points: [ScannedPoint] = []
    scanner.feed(bytes.span)
    reading: while true {
      switch scanner.next(into: &points) {
      case .event(let event, _): others.append(event)  // a restart, a text, several numbers at once
      case .damaged(let damage): problems.append("\(damage)")
      case .needsMoreData, .ended: break reading
      }
    }
    let lines = points.map { "\(scanner.series[$0.series].tag) \($0.step) \($0.value)" }

    #expect(lines == ["loss 1 0.25", "loss/exact 1 0.1"])
    #expect(others.map(\.content) == [.fileVersion("brain.Event:2")])
    #expect(problems.isEmpty)
  }

  @Test func `shows no code but that which is run here`() throws {
    let source = try String(contentsOfFile: #filePath, encoding: .utf8)
    let guide = try String(
      contentsOf: Fixture.root.appending(path: "../../../Documentation/Reference/events-library.md").standardized,
      encoding: .utf8)
    let blocks = guide.components(separatedBy: "```swift\n").dropFirst().map { $0.components(separatedBy: "\n```")[0] }
    #expect(blocks.count == 3)
    for block in blocks.dropFirst() {
      let indented = block.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n")
      #expect(source.contains(indented), "\(block)")
    }
  }
}
