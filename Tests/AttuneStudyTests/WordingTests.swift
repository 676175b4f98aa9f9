// SPDX-License-Identifier: Apache-2.0

import AttuneStudy
import Testing

/// What trainers and people read.
@Suite struct `The wording` {
  static let values: [(ParameterValue, String)] = [
    (.double(0.2011326172916916), "0.2011326172916916"), (.double(5.9464733774846743e-05), "5.946473377484674e-05"),
    (.double(1), "1.0"), (.double(-0.5), "-0.5"), (.double(1e300), "1e+300"), (.double(5e-324), "5e-324"),
    (.integer(32), "32"), (.integer(-7), "-7"),
    (.discrete(32), "32"), (.discrete(0.5), "0.5"), (.discrete(-0.0), "0"), (.discrete(1e300), "1e+300"),
    (.discrete(9_007_199_254_740_992), "9007199254740992"), (.discrete(0x1p63), "9.223372036854776e+18"),
    (.categorical("relu 6"), "relu 6"),
  ]

  @Test(arguments: values)
  func `of a value is what a trainer parses`(value: ParameterValue, text: String) {
    #expect(value.text == text)
    if case .double(let number) = value { #expect(Double(text) == number) }
  }

  @Test func `of an assignment is one token a flag, names verbatim`() {
    let assignment = Assignment([
      .init(name: "num-epochs", value: .integer(3)), .init(name: "drop_out", value: .double(-0.25)),
    ])
    #expect(assignment.flags == ["--num-epochs=3", "--drop_out=-0.25"])
    #expect(assignment["drop_out"] == .double(-0.25) && assignment["dropout"] == nil)
  }

  static let endings: [(String, String)] = [
    ("\(Trial.StopReason.unpromising("0.7 is below the median 0.8"))", "0.7 is below the median 0.8"),
    ("\(Trial.StopReason.cancelled)", "the job was cancelled"),
    ("\(Trial.StopReason.interrupted)", "interrupted; it runs again when the job is resumed"),
    (
      "\(Trial.Infeasibility.notFinite(tag: MetricTag("acc"), step: 3, value: .nan))",
      "the metric 'acc' is NaN at step 3"
    ),
    (
      "\(Trial.Infeasibility.notFinite(tag: MetricTag("acc"), step: 0, value: -.infinity))",
      "the metric 'acc' is -Infinity at step 0"
    ),
    (
      "\(Trial.Infeasibility.noMetric(tag: MetricTag("acc"), seen: []))",
      "the trainer wrote no scalar tagged 'acc', nor any other"
    ),
    (
      "\(Trial.Infeasibility.noMetric(tag: MetricTag("acc"), seen: ["accuracy", "loss"]))",
      "the trainer wrote no scalar tagged 'acc'; it wrote 'accuracy', 'loss'"
    ),
    (
      "\(Trial.Infeasibility.noMetric(tag: MetricTag("Val_Acc"), seen: ["val_acc", "loss"]))",
      "the trainer wrote no scalar tagged 'Val_Acc'; it wrote 'val_acc' (did you mean that? tags are case-sensitive), "
        + "'loss'"
    ),
    (
      "\(Trial.Infeasibility.noMetric(tag: MetricTag("acuracy"), seen: ["accuracy", "loss"]))",
      "the trainer wrote no scalar tagged 'acuracy'; it wrote 'accuracy' (did you mean that?), 'loss'"
    ),
    (
      "\(Trial.Infeasibility.noMetric(tag: MetricTag("val_loss"), seen: ["loss"]))",
      "the trainer wrote no scalar tagged 'val_loss'; it wrote 'loss' (the training value)"
    ),
    (
      "\(Trial.Infeasibility.noMetric(tag: MetricTag("a"), seen: (1...10).map { "\($0)" }))",
      "the trainer wrote no scalar tagged 'a'; it wrote '1', '2', '3', '4', '5', '6', '7', '8' and 2 more"
    ),
    ("\(Trial.Failure(.couldNotStart("no such file")))", "the trainer could not be started: no such file"),
    ("\(Trial.Failure(.exited(status: 2), tail: "Traceback"))", "the trainer exited with status 2"),
    ("\(Trial.Failure(.killed(signal: 9)))", "the trainer was killed by signal 9"),
    ("\(Trial.Failure(.lost))", "the trainer is gone and left no exit record"),
    ("\(Trial.Failure(.reported("my own words")))", "my own words"),
  ]

  @Test(arguments: endings)
  func `of an ending says what happened`(said: String, expected: String) {
    #expect(said == expected)
  }

  @Test func `of a metric is JSON's where it is not finite`() {
    #expect([Double.nan, .infinity, -.infinity, 0.5].map(\.metricText) == ["NaN", "Infinity", "-Infinity", "0.5"])
  }

  @Test func `of goals, scales and algorithms is the service's`() {
    #expect(Goal.allCases.map(\.rawValue) == ["MAXIMIZE", "MINIMIZE"])
    #expect(
      ParameterSpec.Scale.allCases.map(\.rawValue)
        == ["UNIT_LINEAR_SCALE", "UNIT_LOG_SCALE", "UNIT_REVERSE_LOG_SCALE"])
    #expect(
      Algorithm.allCases.map(\.rawValue)
        == ["GAUSSIAN_PROCESS_BANDIT", "SOBOL", "RANDOM_SEARCH", "GRID_SEARCH"])
  }
}

@Suite struct `A number in a sentence` {
  @Test func `has four significant digits and no more zeros than it needs`() {
    let words: [(Double, String)] = [
      (0.9200000166893005, "0.92"), (0.276666, "0.2767"), (-12.3456, "-12.35"), (1234567, "1235000"), (100, "100"),
      (0, "0.0"), (.nan, "NaN"), (0.00012344, "0.0001234"), (9.9999, "10"), (3, "3"),
    ]
    for (number, text) in words { #expect(number.shortText() == text) }
  }

  @Test func `ends for every number there is`() {
    for number in [Double.leastNonzeroMagnitude, .greatestFiniteMagnitude, -1e-310, .infinity] {
      #expect(!number.shortText().isEmpty)
    }
  }
}
