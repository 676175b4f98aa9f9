// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AttuneCommands
import Testing

@Suite struct `attune report` {
  static let accepted: [([String], String?, Double)] = [
    (["0.91"], nil, 0.91), (["loss", "-0.5"], "loss", -0.5), (["-0.5"], nil, -0.5),
    (["loss", "-inf"], "loss", -.infinity), (["--", "a", "-1"], "a", -1), (["-5", "1"], "-5", 1),
    (["a b", "1e3"], "a b", 1000),
  ]

  @Test(arguments: accepted)
  func `takes a tag and a number`(words: [String], tag: String?, value: Double) throws {
    let number = try ReportedNumber(words)
    #expect(number.tag == tag)
    #expect(number.value == value)
  }

  @Test func `takes nan`() throws { #expect(try ReportedNumber(["acc", "nan"]).value.isNaN) }

  @Test(arguments: [
    ([], "a number is missing: attune report [TAG] VALUE"),
    (["acc"], "'acc' is no number; write it like 0.91, -3, 1e-3, nan or inf"),
    (["acc", "91%"], "'91%' is no number; write it like 0.91, -3, 1e-3, nan or inf"),
    (["val", "acc", "1"], "a tag and a number are expected, but there are 3 words; quote a tag that has spaces"),
    (["--stpe", "3", "1"], "unknown option '--stpe'; 'attune help report' lists them"),
    (["", "1"], "the tag is empty; leave it out to report the job's own"),
  ])
  func `says what it does not take`(words: [String], message: String) {
    let error = #expect(throws: ValidationError.self) { try ReportedNumber(words) }
    #expect(error?.message == message)
  }

  @Test func `means the job's own tag where none is given`() throws {
    let number = try ReportedNumber(["1"])
    #expect(number.tag(in: ["CLOUD_ML_HP_METRIC_TAG": "val_acc"]) == "val_acc")
    #expect(number.tag(in: ["CLOUD_ML_HP_METRIC_TAG": ""]) == "training/hptuning/metric")
    #expect(number.tag(in: [:]) == "training/hptuning/metric")
  }
}
