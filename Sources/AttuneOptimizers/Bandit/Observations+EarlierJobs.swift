// SPDX-License-Identifier: Apache-2.0

internal import AttuneStudy

extension Observations {
  /// With what earlier jobs found moved by a constant, so that it agrees in the median with what was found since: a
  /// metric may have risen or fallen as a whole, and neither its shape nor its best place with it. Nil where it says that
  /// what was found to be better is worse, or is much further off than if it said nothing: from such a job nothing can
  /// be learned.
  ///
  /// What earlier trials say of the places of ours is the mean of a model of them alone.
  func reconciled(_ recipe: Recipe, _ memo: HyperparameterMemo) -> Observations? {
    let own = chosen(from: (priors..<count).filter { costs[$0] != nil }, limit: recipe.fitLimit)
    guard priors > 0, !own.isEmpty else { return self }
    let rows = chosen(from: Array(0..<priors), limit: recipe.fitLimit)
    let lesson = Lesson(kind: .whole, rows: rows, fit: rows)
    guard let earlier = Surrogate(withoutPending, lesson, recipe, memo) else { return self }
    let places = own.map { Array(points[$0].prefix(map.dimension)) + [Self.earlier] }
    let expected = earlier.process.predictions(at: places).map { earlier.warp.value(at: $0.mean) }
    let found = own.map { costs[$0] ?? .infinity }
    guard Self.agreement(found, expected) > recipe.leastAgreement else { return nil }
    let changes = zip(found, expected).map { $0 - $1 }
    let isWorseThanNothing = Self.spread(of: changes) > recipe.largestSpread * Self.spread(of: found)
    guard !(isWorseThanNothing && found.count >= enoughAlone) else { return nil }
    return moved(by: Self.median(of: changes))
  }

  /// With so many values a study can do without earlier jobs.
  var enoughAlone: Int { 2 * (map.dimension + 1) }

  private static func median(of values: [Double]) -> Double { values.sorted()[values.count / 2] }

  /// The median distance from the median.
  private static func spread(of values: [Double]) -> Double {
    let middle = median(of: values)
    return median(of: values.map { abs($0 - middle) })
  }

  /// Kendall's S as a share of its deviation were the two independent: how surely two sequences rise and fall together,
  /// or, below 0, against each other. O(n²).
  ///
  /// Source: Kendall, "A new measure of rank correlation", Biometrika 30 (1938).
  private static func agreement(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0
    for i in a.indices {
      for j in 0..<i where a[i] != a[j] && b[i] != b[j] { sum += (a[i] < a[j]) == (b[i] < b[j]) ? 1 : -1 }
    }
    let n = Double(a.count)
    let variance = n * (n - 1) * (2 * n + 5) / 18
    return variance > 0 ? Double(sum) / variance.squareRoot() : 0
  }

  /// All rows, or the better half of the limit and an even choice of the others, in their order.
  func chosen(from rows: [Int], limit: Int) -> [Int] {
    guard rows.count > limit else { return rows }
    let costs = rows.map { self.costs[$0] ?? .infinity }
    let order = rows.indices.sorted { (costs[$0], $0) < (costs[$1], $1) }
    let best = order.prefix(limit / 2)
    let others = order.dropFirst(limit / 2).sorted()
    let rest = limit - best.count
    let even = (0..<rest).map { others[$0 * others.count / rest] }
    return (best + even).sorted().map { rows[$0] }
  }
}
