// SPDX-License-Identifier: Apache-2.0

import AttuneStudy

// Problems whose values are odd, over a plain space of three parameters.
extension OddProblem {
  private static let plain: [ParameterSpec] = [
    .double("x", in: -1...1), .integer("n", in: 1...100, scale: .log), .categorical("kind", ["a", "b", "c"]),
  ]

  /// Of the plain space: from 0 to about 3, smooth in `x` and `n`.
  private static func bowl(_ trial: Trial) -> Double {
    let (x, n) = (trial.double("x") - 0.3, Portable.log(trial.double("n") / 10))
    return x * x + n * n / 5 + (trial.category("kind") == "b" ? 0 : 0.3)
  }

  static let withOddValues: [OddProblem] = [
    OddProblem("a constant objective", over: plain) { _ in .value(0.1) },
    OddProblem("an objective that is constant zero", over: plain) { _ in .value(0) },
    OddProblem("two values", over: plain) { .value($0.double("x") < 0 ? 1 : 2) },
    OddProblem("all trials fail", over: plain) { _ in .failure },
    OddProblem("every value is NaN", over: plain) { _ in .value(.nan) },
    OddProblem("half of the space is NaN", over: plain) { .value($0.double("x") < 0 ? .nan : bowl($0)) },
    OddProblem("infinite on both sides", over: plain) { trial in
      .value(trial.double("x") < -0.5 ? -.infinity : trial.double("x") > 0.5 ? .infinity : bowl(trial))
    },
    OddProblem("a single success after failures", over: plain) { $0.id.rawValue == 12 ? .value(1) : .failure },
    OddProblem("values around 1e300", over: plain) { .value(bowl($0) * 1e300) },
    OddProblem("values from end to end of what a double holds", over: plain) { trial in
      .value((trial.double("x") < 0 ? -1 : 1) * (1 - bowl(trial) / 100) * Double.greatestFiniteMagnitude)
    },
    OddProblem("values around 1e-300", over: plain) { .value(bowl($0) * 1e-300) },
    OddProblem("subnormal values", over: plain) { .value(bowl($0) * 1e-320) },
    OddProblem("values that differ in their last bits", over: plain) { .value(1 + bowl($0) * 0x1p-50) },
    OddProblem("an outlier of 1e300", over: plain) { .value($0.id.rawValue == 7 ? 1e300 : bowl($0)) },
    OddProblem("values over 600 decades", over: plain) { .value(Portable.exp(690 * $0.double("x"))) },
    OddProblem("every trial is stopped", over: plain) { .stopped(bowl($0)) },
    OddProblem("nothing but noise", over: plain) { trial in
      .value(Double(SplitMix64.mix(UInt64(trial.id.rawValue)) >> 11) * 0x1p-53)
    },
    OddProblem("no trial ever ends", over: plain) { _ in .neverEnds },
    OddProblem("256 at a time", over: plain, trials: 512, atOnce: 256) { .value(bowl($0)) },
    OddProblem("256 pending after 20 results", over: plain, trials: 256, atOnce: 256, knowing: addPoints(20)) { _ in
      .neverEnds
    },
    OddProblem("one point added 30 times, with one value", over: plain, knowing: addOnePoint { _ in 0.5 }) {
      .value(bowl($0))
    },
    OddProblem("one point added 30 times, with other values", over: plain, knowing: addOnePoint { Double($0) }) {
      .value(bowl($0))
    },
    OddProblem("points added on a line", over: plain, knowing: addLine) { .value(bowl($0)) },
  ]

  private static func addPoints(_ count: Int) -> (inout Study) -> Void {
    { study in
      var random = SplitMix64(state: 5)
      for _ in 0..<count {
        study.add(study.space.assignment(at: plain.map { _ in random.unit() }), value: random.unit())
      }
    }
  }

  private static func addOnePoint(_ value: @escaping (Int) -> Double) -> (inout Study) -> Void {
    { study in
      for number in 0..<30 { study.add(study.space.assignment(at: [0.5, 0.5, 0.5]), value: value(number)) }
    }
  }

  private static func addLine(_ study: inout Study) {
    for number in 0..<20 {
      study.add(study.space.assignment(at: [Double(number) / 19, 0.5, 0.5]), value: Double(number))
    }
  }
}
