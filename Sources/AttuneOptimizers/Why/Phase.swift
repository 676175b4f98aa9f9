// SPDX-License-Identifier: Apache-2.0

package import AttuneStudy

/// What a model-based optimizer was about when it made a suggestion.
package enum Phase: Sendable, Hashable {
  /// The first trial of the initial design.
  case centre
  /// A further one, from 1.
  case sobol(point: Int)
  /// A step along that parameter alone.
  case axis(String)
  /// The best place of the whole space, as the model sees it.
  case global
  /// The best place near the best trial: within a box that spans this share of each range, above 0 and at most 1.
  case local(box: Double)
  /// The next best place: the best had been tried.
  case alternative
  /// A point that no model chose, now and then.
  case random
  /// The same again: the metric is noisy.
  case confirmation(of: Trial.ID)

  /// For `Origin.phase`.
  package var word: String {
    switch self {
    case .centre, .sobol, .axis: "initial"
    case .global: "global"
    case .local: "local"
    case .alternative: "alternative"
    case .random: "random"
    case .confirmation: "confirmation"
    }
  }

  /// The beginning of the sentence.
  package var words: String {
    switch self {
    case .centre: "initial design: the centre of the search space"
    case .sobol(let point): "initial design: point \(point) of a scrambled Sobol sequence"
    case .axis(let parameter): "initial design: a step along \(parameter) from the best trial so far"
    case .global: "global step"
    case .local(let box): "local step within \((box * 100).shortText(digits: 2)) % of each range"
    case .alternative: "alternative, as the best candidate had been tried"
    case .random: "drawn at random, so that no place is overlooked"
    case .confirmation(let trial): "trial \(trial) once more, to tell its value from noise"
    }
  }
}
