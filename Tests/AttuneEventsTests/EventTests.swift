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

  /// (dtype, number of the `…_val` field, its bits as a varint, the bytes of `tensor_content`, the number)
  static let integers: [(TensorType, UInt64, UInt64, [UInt8], Double)] = [
    (.int32, 7, UInt64(bitPattern: -5), [0xFB, 0xFF, 0xFF, 0xFF], -5),
    (.uint8, 7, 250, [250], 250), (.int8, 7, UInt64(bitPattern: -6), [250], -6),
    (.int16, 7, UInt64(bitPattern: -2), [0xFE, 0xFF], -2), (.uint16, 7, 65_534, [0xFE, 0xFF], 65_534),
    (.int64, 10, UInt64(bitPattern: -7), [0xF9] + Array(repeating: 0xFF, count: 7), -7),
    (.bool, 11, 1, [1], 1), (.uint32, 16, 4_294_967_295, Array(repeating: 0xFF, count: 4), 4_294_967_295),
    (.uint64, 17, .max, Array(repeating: 0xFF, count: 8), 0x1p64),
    (.half, 13, 0x3555, [0x55, 0x35], 0.333251953125), (.half, 13, 0x8001, [1, 0x80], -0x1p-24),
    (.half, 13, 0xFC00, [0, 0xFC], -.infinity), (.half, 13, 0x7BFF, [0xFF, 0x7B], 65_504),
    (.bfloat16, 13, 0x3F80, [0x80, 0x3F], 1),
  ]

  @Test(arguments: integers)
  func `reads a scalar tensor however it is stored`(
    type: TensorType, field: UInt64, bits: UInt64, content: [UInt8], number: Double
  ) throws {
    let tensor = Message().varint(1, UInt64(type.rawValue)).message(2, Message())
    #expect(try scalar(tensor: tensor.varint(field, bits)) == number)
    #expect(try scalar(tensor: tensor.bytes(field, Message.varint(bits))) == number)
    #expect(try scalar(tensor: tensor.bytes(4, content)) == number)
  }

  @Test func `reads float and double tensors, packed, loose and as content`() throws {
    let float = Message().varint(1, 1)
    let bytes = Message.littleEndian(Float(0.25).bitPattern)
    #expect(try scalar(tensor: float.fixed32(5, Float(0.25).bitPattern)) == 0.25)
    #expect(try scalar(tensor: float.bytes(5, bytes)) == 0.25)
    #expect(try scalar(tensor: float.bytes(4, bytes)) == 0.25)
    let double = Message().varint(1, 2)
    #expect(try scalar(tensor: double.fixed64(6, 0.1.bitPattern)) == 0.1)
    #expect(try scalar(tensor: double.bytes(6, Message.littleEndian(0.1.bitPattern))) == 0.1)
    #expect(try scalar(tensor: double.bytes(4, Message.littleEndian(0.1.bitPattern))) == 0.1)
  }

  @Test func `takes one element of any rank, and no more`() throws {
    func tensor(_ sizes: [UInt64]) -> Message {
      let shape = sizes.reduce(Message()) { $0.message(2, Message().varint(1, $1)) }
      return Message().varint(1, 1).message(2, shape).fixed32(5, Float(2).bitPattern)
    }
    #expect(try scalar(tensor: tensor([1])) == 2)
    #expect(try scalar(tensor: tensor([1, 1])) == 2)
    for sizes in [[2], [1, 3], [0], [UInt64(bitPattern: -1)]] as [[UInt64]] {
      #expect(try scalar(tensor: tensor(sizes)) == nil)
    }
    #expect(try scalar(tensor: tensor([]).message(2, Message().varint(3, 1))) == nil)
  }

  @Test func `takes a string tensor for what it is: no number`() throws {
    let tensor = Message().varint(1, 7).message(2, Message()).text(8, "model.ckpt")
    #expect(try content(.event(tensor: tensor)) == .summary([SummaryValue(tag: "t", .tensor(.string, scalar: nil))]))
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

  private func content(_ message: Message) throws -> Event.Content {
    try Event(decoding: message.bytes.span).content
  }

  private func scalar(_ value: Message) throws -> Double? {
    guard case .summary(let values) = try content(.event(value)) else { return nil }
    return values.first?.scalar
  }

  private func scalar(tensor: Message) throws -> Double? {
    try scalar(Message().text(1, "t").message(8, tensor))
  }
}
