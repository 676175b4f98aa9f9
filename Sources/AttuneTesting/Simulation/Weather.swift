// SPDX-License-Identifier: Apache-2.0

/// How often things go wrong in a simulated world: the probability of each, per attempt.
public struct Weather: Sendable, Hashable {
  /// The trainer can't be started.
  public var unstartable = 0.0
  /// The trainer exits with a status that is not 0, or is killed.
  public var failure = 0.0
  /// The trainer vanishes without an exit record.
  public var loss = 0.0
  /// The last value is infinite (NaN would do as well, but a study with NaN does not equal itself).
  public var notFinite = 0.0
  /// The trainer writes another tag.
  public var metricless = 0.0
  /// Per reading: a stopping rule finds the trial hopeless.
  public var verdict = 0.0
  /// How many different assignments there are; nil for as many as one likes.
  public var assignments: Int?
  /// The trial for which the optimizer fails; nil for none.
  public var unsuggestable: Int?

  public init() {}

  /// A little of everything.
  public static var changeable: Weather {
    var weather = Weather()
    (weather.unstartable, weather.failure, weather.loss) = (0.03, 0.08, 0.05)
    (weather.notFinite, weather.metricless, weather.verdict) = (0.05, 0.05, 0.02)
    return weather
  }
}
