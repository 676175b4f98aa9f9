// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import Testing

@Suite struct `An event writer` {
  @Test func `writes what the reader reads`() throws {
    var writer = EventWriter(wallTime: 1_700_000_000)
    writer.write("val_acc", 0.5, step: 0, wallTime: 1_700_000_001.25)
    let start = Event(wallTime: 1_700_000_002, step: 4, content: .sessionStart)
    let both = Event(
      wallTime: 1_700_000_003, step: -1,
      content: .summary([
        SummaryValue(tag: "loss", .simpleValue(-.infinity)),
        SummaryValue(tag: "auc", plugin: "scalars", .tensor(.float, scalar: 0.25)),
        SummaryValue(tag: "text", .tensor(.string, scalar: nil)),
      ]))
    writer.write(start)
    writer.write(both)
    #expect(
      try events(of: writer.bytes) == [
        Event(wallTime: 1_700_000_000, step: 0, content: .fileVersion("brain.Event:2")),
        Event(wallTime: 1_700_000_001.25, step: 0, tag: "val_acc", value: 0.5), start, both,
      ])
  }

  /// What Python's protobuf makes of the same messages.
  static let encoded: [(Event, String)] = [
    (
      Event(wallTime: 1_700_000_000.25, step: 0, content: .fileVersion("brain.Event:2")),
      "0900001040fc54d9411a0d627261696e2e4576656e743a32"
    ),
    (
      Event(wallTime: 1_700_000_000.5, step: 7, tag: "loss", value: 0.1),
      "0900002040fc54d94110072a0d0a0b0a046c6f737315cdcccc3d"
    ),
    (
      Event(wallTime: 1.5, step: -3, tag: "loss", value: 0),
      "09000000000000f83f10fdffffffffffffffff012a0d0a0b0a046c6f73731500000000"
    ),
    (
      tensor(.double, 0.1),
      "0900004040fc54d94110ac022a280a260a0776616c2f616363420e0802120032089a9999999999b93f4a0b0a090a077363616c617273"
    ),
    (
      tensor(.float, 0.25),
      "0900004040fc54d94110ac022a240a220a0776616c2f616363420a080112002a040000803e4a0b0a090a077363616c617273"
    ),
    (
      tensor(.int64, -2),
      "0900004040fc54d94110ac022a2a0a280a0776616c2f616363421008091200520afeffffffffffffffff014a0b0a090a077363616c617273"
    ),
    (Event(wallTime: 2, step: 5, content: .sessionStart), "09000000000000004010053a020801"),
  ]

  @Test(arguments: encoded)
  func `writes the bytes that Python writes`(event: Event, hex: String) {
    #expect(event.encoded.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() == hex)
  }

  private static func tensor(_ type: TensorType, _ value: Double) -> Event {
    let value = SummaryValue(tag: "val/acc", plugin: "scalars", .tensor(type, scalar: value))
    return Event(wallTime: 1_700_000_001, step: 300, content: .summary([value]))
  }

  @Test func `writes tensors with the digits that a trainer asks for`() throws {
    var writer = EventWriter(wallTime: 1)
    writer.write("loss", 0.1, as: .double, step: 1, wallTime: 2)
    writer.write("loss", 0.1, as: .float, step: 2, wallTime: 3)
    let values = try events(of: writer.bytes).dropFirst().map { event -> SummaryValue? in
      guard case .summary(let values) = event.content else { return nil }
      return values.first
    }
    #expect(
      values == [
        SummaryValue(tag: "loss", plugin: "scalars", .tensor(.double, scalar: 0.1)),
        SummaryValue(tag: "loss", plugin: "scalars", .tensor(.float, scalar: 0.10000000149011612)),
      ])
  }

  @Test func `gives its bytes once`() {
    var writer = EventWriter(wallTime: 1)
    let header = writer.takeBytes()
    #expect(header.count == 40)
    let nothing = writer.takeBytes()
    writer.write("a", 1, step: 1, wallTime: 2)
    let rest = writer.takeBytes()
    #expect(nothing.isEmpty)
    #expect(rest == Event(wallTime: 2, step: 1, tag: "a", value: 1).record)
  }

  @Test func `writes the bytes that TensorFlow writes`() throws {
    let fixture = Fixture(name: "keras1_tfkeras_v1")
    let file = try #require(try fixture.files().last)
    #expect(EventWriter(wallTime: 1_795_491_709).bytes == file.bytes)
  }
}
