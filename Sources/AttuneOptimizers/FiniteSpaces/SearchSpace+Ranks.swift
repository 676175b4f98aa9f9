// SPDX-License-Identifier: Apache-2.0

import AttuneStudy

// The points of a finite space in the order of an odometer: the last parameter turns fastest. A point is its
// digits, one per parameter, or their mixed-radix number, its rank.
extension SearchSpace {
  /// Nil for an assignment that is not of this space.
  func digits(of assignment: Assignment) -> [Int]? {
    guard assignment.entries.count == parameters.count else { return nil }
    var digits: [Int] = []
    digits.reserveCapacity(parameters.count)
    for (parameter, entry) in zip(parameters, assignment.entries) {
      guard parameter.name == entry.name, let digit = parameter.domain.index(of: entry.value) else { return nil }
      digits.append(digit)
    }
    return digits
  }

  func assignment(digits: [Int]) -> Assignment {
    Assignment(
      zip(parameters, digits).map { parameter, digit in
        .init(name: parameter.name, value: parameter.domain.value(atIndex: digit))
      })
  }

  /// Turns the odometer by one; after the last point comes the first.
  func advance(_ digits: inout [Int]) {
    for place in digits.indices.reversed() {
      digits[place] += 1
      if digits[place] < radix(place) { return }
      digits[place] = 0
    }
  }

  /// Nil for an assignment that is not of this space, or whose rank overflows.
  func rank(of assignment: Assignment) -> Int? {
    guard let digits = digits(of: assignment) else { return nil }
    var rank = 0
    for (place, digit) in digits.enumerated() {
      let (product, overflow) = rank.multipliedReportingOverflow(by: radix(place))
      guard !overflow, digit <= .max - product else { return nil }
      rank = product + digit
    }
    return rank
  }

  func assignment(rank: Int) -> Assignment {
    var (digits, rest) = (Array(repeating: 0, count: parameters.count), rank)
    for place in digits.indices.reversed() {
      digits[place] = rest % radix(place)
      rest /= radix(place)
    }
    return assignment(digits: digits)
  }

  /// - Precondition: the space is finite.
  private func radix(_ place: Int) -> Int {
    guard let count = parameters[place].domain.cardinality else {
      preconditionFailure("'\(parameters[place].name)' is continuous")
    }
    return count
  }
}
