// SPDX-License-Identifier: Apache-2.0
import AttuneConfig
import Testing

@Suite struct `The nearest name` {
  static let keys = ["maxTrials", "maxParallelTrials", "minValue", "parameterName", "scaleType"]

  @Test(arguments: [
    ("maxTrails", "maxTrials"), ("MAX_TRIALS", "maxTrials"), ("max-parallel-trials", "maxParallelTrials"),
    ("min", "minValue"), ("name", "parameterName"), ("scaletype", "scaleType"), ("sclaeType", "scaleType"),
    ("minimumValue", "minValue"),
  ])
  func `is what was meant`(word: String, name: String) {
    #expect(NearestName.to(word, among: Self.keys) == name)
  }

  @Test(arguments: ["colour", "", "x", "step"]) func `is none where nothing is near`(word: String) {
    #expect(NearestName.to(word, among: Self.keys) == nil)
  }
}
