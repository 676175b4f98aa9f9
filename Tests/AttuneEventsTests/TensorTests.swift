// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import Testing

@Suite struct `A scalar tensor` {
  @Test(arguments: TensorTable.numbers)
  func `is read however it is stored`(what: String, hex: String, number: Double) throws {
    #expect(try scalar(hex) == number, "\(what)")
  }

  @Test(arguments: TensorTable.others)
  func `is not seen where there is none`(what: String, hex: String) throws {
    #expect(try scalar(hex) == nil, "\(what)")
  }

  @Test(arguments: TensorTable.numbers)
  func `is written as it is read`(what: String, hex: String, number: Double) throws {
    let value = try #require(try value(hex))
    let event = Event(wallTime: 1, step: 2, content: .summary([value]))
    #expect(try Event(decoding: event.encoded.span) == event, "\(what)")
  }

  @Test(arguments: TensorTable.numbers.filter { $0.0.hasSuffix("as its own field") })
  func `is written byte for byte as Python writes it`(what: String, hex: String, number: Double) throws {
    let value = try #require(try value(hex))
    let encoded = Event(wallTime: 1, step: 2, content: .summary([value])).encoded
    #expect(Array(encoded.suffix(hex.utf8.count / 2)) == bytes(hex), "\(what)")
  }

  /// The nearest one, as NumPy and ml_dtypes round.
  @Test(
    arguments: [
      (.int8, 300, 127), (.int8, -300, -128), (.uint8, -1, 0), (.int4, 9, 7), (.uint2, 9, 3), (.int32, 2.5, 3),
      (.int64, 1e30, 9.223372036854775807e18), (.uint64, -5, 0), (.uint64, .nan, 0), (.int16, -.infinity, -32_768),
      (.bfloat16, 0.3333333333, 0.333984375), (.bfloat16, 1.00390625, 1), (.half, 1e9, .infinity),
      (.half, 0.1, 0.0999755859375), (.float8e5m2, 0.3, 0.3125), (.float8e4m3fn, 19, 20), (.float8e4m3fn, 17, 16),
      (.float8e4m3fn, 1e9, 448), (.float8e5m2, -.infinity, -.infinity), (.float8e4m3fnuz, -0.0, 0),
    ] as [(TensorType, Double, Double)])
  func `is written as the nearest number of its type`(type: TensorType, value: Double, nearest: Double) throws {
    let event = Event(wallTime: 1, step: 2, content: .summary([SummaryValue(tag: "t", .tensor(type, scalar: value))]))
    guard case .summary(let values) = try Event(decoding: event.encoded.span).content else {
      Issue.record("no summary")
      return
    }
    #expect(values.first?.scalar == nearest)
  }

  @Test func `may be a NaN of every floating type`() throws {
    let types: [TensorType] = [
      .float, .double, .half, .bfloat16, .float8e5m2, .float8e4m3fn, .float8e4m3fnuz, .float8e4m3b11fnuz,
      .float8e5m2fnuz,
    ]
    for type in types {
      let event = Event(wallTime: 1, step: 2, content: .summary([SummaryValue(tag: "t", .tensor(type, scalar: .nan))]))
      guard case .summary(let values) = try Event(decoding: event.encoded.span).content else { continue }
      #expect(values.first?.scalar?.isNaN == true, "\(type)")
    }
  }

  private func scalar(_ hex: String) throws -> Double? { try value(hex)?.scalar }

  private func value(_ hex: String) throws -> SummaryValue? {
    let message = Message.event(tensor: Message().adding(bytes(hex)))
    guard case .summary(let values) = try Event(decoding: message.bytes.span).content else { return nil }
    return values.first
  }

  private func bytes(_ hex: String) -> [UInt8] {
    stride(from: 0, to: hex.utf8.count, by: 2).compactMap { UInt8(hex.dropFirst($0).prefix(2), radix: 16) }
  }
}
