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

  @Test(
    arguments: [
      (.float, 0.1), (.double, 0.1), (.int32, -7), (.uint8, 200), (.int16, -300), (.int8, -8), (.int64, -9e15),
      (.bool, 1), (.bfloat16, 1.5), (.uint16, 60_000), (.half, 0.333251953125), (.half, 0x1p-24), (.half, 65_504),
      (.uint32, 4e9), (.uint64, 1e19),
    ] as [(TensorType, Double)])
  func `writes a tensor of every number type`(type: TensorType, value: Double) throws {
    let event = Event(
      wallTime: 1, step: 2, content: .summary([SummaryValue(tag: "t", .tensor(type, scalar: value))]))
    guard case .summary(let read) = try Event(decoding: event.encoded.span).content else {
      Issue.record("no summary")
      return
    }
    #expect(read.first?.scalar == (type == .float ? Double(Float(value)) : value))
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
