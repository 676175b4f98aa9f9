// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import Testing

@Suite struct `A metric's number` {
  @Test(arguments: [
    ("0.91", 0.91), ("-3", -3), ("+.5", 0.5), ("5.", 5), ("1e-3", 0.001), ("2E+2", 200), (" 7\t", 7),
    ("inf", .infinity),
    ("-Infinity", -.infinity), ("1e999", .infinity), ("0.1000000000000000055511151231257827", 0.1),
  ])
  func `is what programs print`(text: String, number: Double) { #expect(MetricNumber.parse(text) == number) }

  @Test(arguments: ["nan", "NaN", "-nan"])
  func `may be none`(text: String) { #expect(MetricNumber.parse(text)?.isNaN == true) }

  @Test(arguments: ["", " ", "91%", "1,000", "0x10", "1e", "e5", "--1", "1 2", "infinite", "nan(1)", "1_000", "٣", "."])
  func `is nothing else`(text: String) { #expect(MetricNumber.parse(text) == nil) }
}
