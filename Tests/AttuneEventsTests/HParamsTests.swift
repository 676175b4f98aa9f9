// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import Testing

@Suite struct `What the HParams plugin reads` {
  /// What TensorBoard's own protobuf classes make of the same messages.
  static let encoded: [(HParams, Double, String)] = [
    (
      .experiment(
        HParams.Experiment(
          name: "job", creationTime: 1.5,
          parameters: [
            HParams.Parameter(name: "lr", domain: .interval(0.25...1), description: "DOUBLE"),
            HParams.Parameter(name: "n", domain: .values([.number(3)])),
            HParams.Parameter(name: "act", domain: .values([.text("relu"), .text("")])),
          ],
          metrics: [HParams.Metric(tag: "attune/final", displayName: "accuracy", description: "words")])),
      2.5,
      """
      0900000000000004402aba010ab7010a145f68706172616d735f2f6578706572696d656e7442060801120212004a96010a93010a07\
      68706172616d7312870112840119000000000000f83f22240a026c721a06444f55424c452003321209000000000000d03f1100000000\
      0000f03f380122120a016e20032a0b0a0911000000000000084022170a0361637420012a0c0a061a0472656c750a021a0038012a210a\
      0e120c617474756e652f66696e616c1a0861636375726163792205776f72647332036a6f62
      """
    ),
    (
      .sessionStart(HParams.SessionStart([.init("lr", .number(0.5)), .init("act", .text("relu"))], time: 3.5)), 3.5,
      """
      090000000000000c402a620a600a1c5f68706172616d735f2f73657373696f6e5f73746172745f696e666f42060801120212004a38\
      0a360a0768706172616d73122b1a290a0f0a026c72120911000000000000e03f0a0d0a0361637412061a0472656c75290000000000\
      000c40
      """
    ),
    (
      .sessionEnd(HParams.SessionEnd(isSuccess: true, time: 4.5)), 4.5,
      """
      0900000000000012402a420a400a1a5f68706172616d735f2f73657373696f6e5f656e645f696e666f42060801120212004a1a0a18\
      0a0768706172616d73120d220b0801110000000000001240
      """
    ),
    (
      .sessionEnd(HParams.SessionEnd(isSuccess: false, time: 4.5)), 4.5,
      """
      0900000000000012402a420a400a1a5f68706172616d735f2f73657373696f6e5f656e645f696e666f42060801120212004a1a0a18\
      0a0768706172616d73120d220b0802110000000000001240
      """
    ),
  ]

  @Test(arguments: encoded)
  func `is written in the bytes of its own library`(hparams: HParams, time: Double, hex: String) {
    var writer = EventWriter(wallTime: 0)
    _ = writer.takeBytes()
    writer.write(hparams, wallTime: time)
    // A record is a length, its checksum, the message, and its checksum.
    let message = writer.bytes.dropFirst(12).dropLast(4)
    #expect(message.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() == hex)
  }
}
