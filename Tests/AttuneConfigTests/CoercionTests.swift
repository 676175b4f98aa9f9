// SPDX-License-Identifier: Apache-2.0
import AttuneConfig
import AttuneJob
import AttuneStudy
import Testing

@Suite struct `A value` {
  @Test(arguments: [
    ("1e-4", 1e-4), ("1E-4", 1e-4), ("1.5e3", 1500), ("\"0.25\"", 0.25), ("'1e-4'", 1e-4), (".5", 0.5), ("1.", 1),
    ("+0.5", 0.5), ("1_000", 1000), ("10", 10), ("5.9464733774846743e-05", 5.9464733774846743e-05),
  ])
  func `is a number however it is spelt`(text: String, number: Double) {
    let domain = Reading.domain("type: DOUBLE\nminValue: \(text)\nmaxValue: 5000")
    #expect(domain == .double(number...5000, scale: .linear))
  }

  @Test(arguments: [("10.0", 10), ("1e1", 10), ("\"10\"", 10), ("10", 10), ("-3", -3)])
  func `is a whole number where one is wanted`(text: String, number: Int) {
    let domain = Reading.domain("type: INTEGER\nminValue: \(text)\nmaxValue: 20.0")
    #expect(domain == .integer(number...20, scale: .linear))
  }

  @Test(arguments: ["10.0", "\"10\"", "1e1"])
  func `is a count where one is wanted`(text: String) {
    let file = Reading.tuning(parameter: "type: DOUBLE\nminValue: 0\nmaxValue: 1")
      .replacing("maxTrials: 20", with: "maxTrials: \(text)")
    #expect(Reading.of(file).configuration?.limits.maxTrials == 10)
  }

  @Test func `is a category as it is written`() {
    let written = "[yes, No, 1.10, 010, 1e3, null, ~, \"\", 'a b', -1]"
    let domain = Reading.domain("type: CATEGORICAL\ncategoricalValues: \(written)")
    let words = ["yes", "No", "1.10", "010", "1e3", "null", "~", "", "a b", "-1"]
    #expect(domain == .categorical(words))
  }

  @Test func `is one of a list in block style`() {
    let domain = Reading.domain("type: DISCRETE\ndiscreteValues:\n  - 16\n  - \"32\"\n  - 64.5")
    #expect(domain == .discrete([16, 32, 64.5], scale: .linear))
  }

  @Test(arguments: ["TRUE", "True", "true", "yes", "Yes", "on", "\"true\"", "1"])
  func `is true in many words`(word: String) {
    #expect(Reading.said("trainingInput: {enableWebAccess: \(word)}").contains("'enableWebAccess'"))
  }

  @Test(arguments: ["FALSE", "no", "Off", "0"])
  func `is false in many words`(word: String) {
    #expect(!Reading.said("trainingInput: {enableWebAccess: \(word)}").contains("'enableWebAccess'"))
  }

  @Test(arguments: [("7200s", 7_200_000), ("\"7200s\"", 7_200_000), ("0.5s", 500), ("0.3s", 300)])
  func `is a duration in seconds`(text: String, milliseconds: Int) {
    let read = Reading.of(
      "trainingInput: {scheduling: {maxRunningTime: \(text)}}\nattune: {trial: {timeLimit: \(text)}}")
    #expect(read.configuration?.limits.maxRunningTime == .milliseconds(milliseconds))
    #expect(read.configuration?.limits.trialTimeLimit == .milliseconds(milliseconds))
  }

  @Test func `is at most a century and at least a millisecond, whatever the file says`() {
    let nines = String(repeating: "9", count: 40)
    let read = Reading.of(
      "trainingInput: {scheduling: {maxRunningTime: \(nines)s}}\n"
        + "attune: {trial: {timeLimit: 0.0000001s}, budget: {hours: 1e300}}")
    #expect(read.configuration?.limits.maxRunningTime == .seconds(3_000_000_000))
    #expect(read.configuration?.limits.timeBudget == .seconds(3_000_000_000))
    #expect(read.configuration?.limits.trialTimeLimit == .milliseconds(1))
  }

  @Test func `is a budget of trials, and of hours`() {
    let tuning = Reading.tuning(parameter: "type: DOUBLE\nminValue: 0\nmaxValue: 1")
    let limits = Reading.of(tuning + "\nattune: {budget: {trials: 7, hours: 1.5}}").configuration?.limits
    #expect(limits?.maxTrials == 7 && limits?.timeBudget == .seconds(5_400))
    #expect(Reading.of(tuning + "\nattune: {budget: {trials: 70}}").configuration?.limits.maxTrials == 20)
  }

  @Test(arguments: ["NONE", "SCALE_TYPE_UNSPECIFIED", "UNIT_LINEAR_SCALE", "~"])
  func `is linear where no scale is named`(word: String) {
    let domain = Reading.domain("type: DOUBLE\nminValue: 0\nmaxValue: 1\nscaleType: \(word)")
    #expect(domain == .double(0...1, scale: .linear))
  }

  @Test(arguments: ParameterSpec.Scale.allCases) func `has the scale it names`(scale: ParameterSpec.Scale) {
    let domain = Reading.domain("type: DISCRETE\ndiscreteValues: [1, 2]\nscaleType: \(scale.rawValue)")
    #expect(domain == .discrete([1, 2], scale: scale))
  }

  @Test func `may be a range of one point`() {
    #expect(Reading.domain("type: INTEGER\nminValue: 3\nmaxValue: 3") == .integer(3...3, scale: .linear))
  }

  @Test func `is out of range above 32 bits`() {
    let file = Reading.tuning(parameter: "type: DOUBLE\nminValue: 0\nmaxValue: 1")
      .replacing("maxTrials: 20", with: "maxTrials: 3000000000")
    #expect(Reading.said(file) == "t.yml:4:16: error: 'maxTrials' (3000000000) must be at most 2147483647")
  }

  @Test func `is one of at most 1000 in a list`() {
    let numbers = (1...1001).map { "\($0)" }.joined(separator: ", ")
    let said = Reading.said(Reading.tuning(parameter: "type: DISCRETE\ndiscreteValues: [\(numbers)]"))
    #expect(
      said == """
        t.yml:8:26: error: 'discreteValues' holds 1001 numbers; 1000 are allowed
          parameter 'x'; use type INTEGER or DOUBLE with a range
        """)
  }
}
