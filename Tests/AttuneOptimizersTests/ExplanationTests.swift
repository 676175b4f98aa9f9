// SPDX-License-Identifier: Apache-2.0

import AttuneOptimizers
import AttuneStudy
import Testing

@Suite struct `The sentence that explains a suggestion` {
  private static let names = ["learning-rate", "units", "act", "dropout"]

  private func sentence(
    _ phase: Phase, _ median: Double, _ interval: ClosedRange<Double>, improvement: Double = 0.004,
    importance: [Double] = [0.5, 0.3, 0.1, 0.1]
  ) -> String {
    let forecast = Forecast(
      median: median, interval: interval, expectedImprovement: improvement, importance: importance)
    return Explanation(phase: phase, forecast: forecast, names: Self.names).sentence
  }

  @Test(arguments: [
    (Phase.centre, "initial design: the centre of the search space"),
    (.sobol(point: 3), "initial design: point 3 of a scrambled Sobol sequence"),
    (.random, "drawn at random, so that no place is overlooked"),
    (.global, "global step"), (.local(box: 0.2), "local step within 20 % of each range"),
    (.local(box: 1.0 / 3), "local step within 33 % of each range"),
    (.local(box: 0.0078125), "local step within 0.78 % of each range"),
    (.alternative, "alternative, as the best candidate had been tried"),
    (.confirmation(of: Trial.ID(7)), "trial 7 once more, to tell its value from noise"),
  ])
  func `says in which phase it was made`(phase: Phase, words: String) {
    #expect(Explanation(phase: phase, forecast: nil, names: Self.names).sentence == words)
  }

  @Test func `says what the model expects and what matters`() {
    #expect(
      sentence(.local(box: 0.2), 0.91311, 0.90213...0.92134)
        == "local step within 20 % of each range: expects 0.913 (0.902 to 0.921), an improvement of 0.004 on "
        + "average; learning-rate and units matter most")
  }

  @Test(arguments: [
    (0.91311, 0.90213...0.92134, 0.004, "0.913 (0.902 to 0.921), an improvement of 0.004 on average"),
    (1234.5678, 1200.0...1250.0, 12.345, "1230 (1200 to 1250), an improvement of 12 on average"),
    (-3.2e-9, -4.1e-9 ... -1.9e-9, 1e-10, "-3.2e-09 (-4.1e-09 to -1.9e-09), an improvement of 1e-10 on average"),
    (0.5, 0.5...0.5, 0, "0.5 (0.5 to 0.5), hardly an improvement"),
    (0.5, 0.4...0.6, 1e-9, "0.5 (0.4 to 0.6), hardly an improvement"),
    (2e300, -1e300...4e300, 1e299, "2e+300 (-1e+300 to 4e+300), an improvement of 1e+299 on average"),
  ])
  func `has as many digits as the interval is worth`(
    median: Double, interval: ClosedRange<Double>, improvement: Double, words: String
  ) {
    let text = sentence(.global, median, interval, improvement: improvement, importance: [1, 1, 1, 1])
    #expect(text == "global step: expects \(words)")
  }

  @Test(arguments: [
    ([0.7, 0.2, 0.05, 0.05], "; learning-rate matters most"),
    ([0.1, 0.4, 0.3, 0.2], "; units, act and dropout matter most"),
    ([0.25, 0.25, 0.25, 0.25], ""), ([0, 0, 0, 0], ""), ([], ""),
  ])
  func `names the few parameters that stand out`(importance: [Double], words: String) {
    let text = sentence(.global, 1, 0...2, importance: importance)
    #expect(text.hasSuffix("on average\(words)") || text.hasSuffix("improvement\(words)"))
  }

  @Test func `becomes an origin with the same words and the data`() {
    let forecast = Forecast(median: 1, interval: 0...2, expectedImprovement: 0.5, importance: [1])
    let why = Explanation(phase: .alternative, forecast: forecast, names: ["x"])
    #expect(
      why.origin(completionsSeen: 9)
        == Origin(phase: "alternative", text: why.sentence, completionsSeen: 9, forecast: forecast))
  }
}
