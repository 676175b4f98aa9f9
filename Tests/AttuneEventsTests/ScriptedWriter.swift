// SPDX-License-Identifier: Apache-2.0
import AttuneEvents

/// Writes event files by hand, in all the layouts that writers use and some that none does.
struct ScriptedWriter {
  private var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  private static let tags = [
    "", "a", "lr", "loss", "epoch_accuracy", "eval/auc", "evaluation_loss_vs_iterations",
    String(repeating: "deep/", count: 30), String(repeating: "ü", count: 70), String(repeating: "x", count: 600),
  ]
  private static let steps: [UInt64] = [0, 1, 127, 128, 16_383, 1 << 27, 1 << 34, 1 << 35, 1 << 42, .max, 1 << 63]
  private static let numbers: [Double] = [0, -0.0, 1, 0.1, -1e300, 1e-40, .infinity, -.infinity, .nan]

  /// Framed; the same few series over and over, as writers write them.
  mutating func file(records: Int) -> [UInt8] {
    (0..<records).flatMap { _ in
      let tag = Self.tags.randomElement(using: &random) ?? ""
      let step = Self.steps.randomElement(using: &random) ?? 0
      let number = Self.numbers.randomElement(using: &random) ?? 0
      return Record.frame(Self.layouts(tag: tag, step: step, number: number).randomElement(using: &random) ?? [])
    }
  }

  /// One event in many forms.
  static func layouts(tag: String, step: UInt64, number: Double) -> [[UInt8]] {
    let time = Message().fixed64(1, number.bitPattern)
    let stepped = step == 0 ? time : time.varint(2, step)
    let plain = values(tag: tag, number: number).map { Message().message(1, $0) }
    let simple = plain[0]
    return plain.map { stepped.message(5, $0).bytes } + [
      Message().message(5, simple).message(5, simple).bytes,
      Message().message(5, simple).fixed64(1, 1.0.bitPattern).bytes,
      Message().varint(2, step).fixed64(1, 1.0.bitPattern).message(5, simple).bytes,
      stepped.message(5, simple).text(99, "unknown").bytes,
      stepped.message(5, simple.message(1, values(tag: tag, number: 1)[1])).bytes,
      stepped.varint(2, 7).message(5, simple).bytes,
      stepped.message(5, Message()).bytes,
    ]
  }

  private static func values(tag: String, number: Double) -> [Message] {
    let named = Message().text(1, tag)
    let metadata = Message().message(1, Message().text(1, "scalars"))
    let (single, double) = (Float(number).bitPattern, number.bitPattern)
    let float = Message().varint(1, 1).message(2, Message())
    let tensors = [
      float.fixed32(5, single), float.bytes(5, Message.littleEndian(single)), float,
      float.bytes(4, Message.littleEndian(single)), float.fixed32(5, single).fixed32(5, 1),
      float.bytes(5, Message.littleEndian(single) + [0, 0, 0, 0]), float.fixed64(6, double),
      float.bytes(4, Message.littleEndian(double)), float.bytes(4, []).fixed32(5, single),
      Message().varint(1, 2).fixed64(6, double), Message().varint(1, 2).bytes(4, Message.littleEndian(double)),
      Message().fixed64(6, double).varint(1, 2), Message().varint(1, 2).fixed32(5, single),
      Message().varint(1, 9).varint(10, step(of: number)), Message().varint(1, 3).bytes(4, [1, 2, 3, 4]),
      Message().varint(1, 7).text(8, "text"),
    ]
    return [named.fixed32(2, single), Message().fixed32(2, single).text(1, tag), Message().fixed32(2, single)]
      + tensors.flatMap { tensor in
        [
          named.message(8, tensor), named.message(8, tensor).message(9, metadata),
          named.message(9, metadata).message(8, tensor), named.fixed32(2, single).message(8, tensor),
          named.message(8, tensor).fixed32(2, single), named.message(8, tensor).message(4, Message()),
          Message().message(8, tensor).text(7, tag),
        ]
      }
  }

  private static func step(of number: Double) -> UInt64 { UInt64(exactly: number) ?? 3 }
}
