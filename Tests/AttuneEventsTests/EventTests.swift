// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import Testing

@Suite struct `An event` {
  @Test func `has time, step, tag, and a float widened to double`() throws {
    let value = Message().text(1, "Loss/train").fixed32(2, Float(0.92).bitPattern)
    let event = try Event(decoding: Message.event(value).bytes.span)
    #expect(event == Event(wallTime: 1.5, step: 3, tag: "Loss/train", value: 0.9200000166893005))
  }

  @Test func `knows the first record of a file and a restart`() throws {
    let version = Message().fixed64(1, (2.0).bitPattern).text(3, "brain.Event:2")
    #expect(try content(version) == .fileVersion("brain.Event:2"))
    #expect(try content(Message().message(7, Message().varint(1, 1))) == .sessionStart)
    #expect(try content(Message().message(7, Message().varint(1, 3).text(2, "model.ckpt"))) == .other)
    #expect(try content(Message()) == .other)
  }

  @Test func `skips fields and groups that it does not know`() throws {
    let group = Message().adding([0xA3, 6]).varint(1, 5).adding([0xAB, 6]).text(2, "x").adding([0xAC, 6, 0xA4, 6])
    let value = Message().text(1, "acc").fixed32(2, 0).text(77, "new").fixed64(78, 1)
    let bytes = group.bytes + Message.event(value).varint(200, 1).fixed32(201, 9).bytes
    #expect(try Event(decoding: bytes.span) == Event(wallTime: 1.5, step: 3, tag: "acc", value: 0))
  }

  @Test func `leaves out images, histograms, sounds and bare metadata`() throws {
    for field in [3, 4, 5, 6, 9] as [UInt64] {
      let value = Message().text(1, "picture").message(field, Message())
      #expect(try content(.event(value)) == .summary([]))
    }
  }

  @Test func `keeps values that are not finite`() throws {
    for number in [Float.infinity, -.infinity, .nan] {
      let value = try #require(try scalar(Message().text(1, "t").fixed32(2, number.bitPattern)))
      #expect(value.bitPattern == Double(number).bitPattern)
    }
  }

  @Test func `names the plugin, and takes the node's name where there is no tag`() throws {
    let metadata = Message().message(1, Message().text(1, "scalars").text(2, "content"))
    let value = Message().message(9, metadata).text(7, "node").message(8, Message().varint(1, 1))
    #expect(
      try content(.event(value))
        == .summary([SummaryValue(tag: "node", plugin: "scalars", .tensor(.float, scalar: 0))]))
  }

  @Test func `is malformed where its bytes end too early or make no sense`() {
    let bad: [[UInt8]] = [
      [0x09, 1, 2], [0x10], [0x2A, 5, 1], [0x2A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F],
      [0x0F, 1], [0x00, 1], [0x0B], [0x0C], Array(repeating: 0xFF, count: 12),
    ]
    for bytes in bad {
      #expect(throws: MalformedEvent.self) { try Event(decoding: bytes.span) }
    }
  }

  @Test func `has no more values than memory can be spared for`() throws {
    let value = Message().message(1, Message().fixed32(2, 0)).bytes
    func event(_ count: Int) -> [UInt8] {
      Message().bytes(5, Array(repeatElement(value, count: count).joined())).bytes
    }
    guard case .summary(let values) = try Event(decoding: event(SummaryValue.mostInEvent).span).content else {
      Issue.record("no summary")
      return
    }
    #expect(values.count == SummaryValue.mostInEvent)
    #expect(throws: MalformedEvent.self) { try Event(decoding: event(SummaryValue.mostInEvent + 1).span) }
  }

  @Test func `says where it is malformed`() {
    let error = #expect(throws: MalformedEvent.self) { try Event(decoding: ([0x10, 3, 0x0F, 1] as [UInt8]).span) }
    #expect(error?.description == "these bytes are not a TensorBoard event: byte 3 makes no sense there")
  }

  private func content(_ message: Message) throws -> Event.Content {
    try Event(decoding: message.bytes.span).content
  }

  private func scalar(_ value: Message) throws -> Double? {
    guard case .summary(let values) = try content(.event(value)) else { return nil }
    return values.first?.scalar
  }
}
