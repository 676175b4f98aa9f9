// SPDX-License-Identifier: Apache-2.0

extension SearchSpace {
  /// The assignment at a point of the unit cube, one coordinate per parameter; feasible for any numbers.
  ///
  /// - Precondition: as many coordinates as parameters.
  public func assignment(at unit: [Double]) -> Assignment {
    precondition(
      unit.count == parameters.count, "\(unit.count) coordinates for \(parameters.count) parameters")
    return Assignment(
      zip(parameters, unit).map { parameter, u in
        .init(name: parameter.name, value: parameter.domain.value(at: u))
      })
  }

  /// A point of the unit cube at which `assignment` lies: `assignment(at: unit(of: a)) == a` for every `a`
  /// that `assignment(at:)` returns, and for every integer range of up to 2^51 values on a linear scale.
  ///
  /// A DOUBLE given by a user may fall between the images of two neighbouring coordinates (it has 2^53 of
  /// them to the range); the nearer one stands for it, within 2^-52 of the range on the chosen scale.
  /// - Precondition: `contains(assignment)`.
  public func unit(of assignment: Assignment) -> [Double] {
    precondition(
      assignment.entries.count == parameters.count,
      "\(assignment.entries.count) values for \(parameters.count) parameters")
    return zip(parameters, assignment.entries).map { parameter, entry in
      parameter.domain.unit(of: entry.value)
    }
  }

  /// Whether the assignment has exactly this space's parameters, in order, each with a feasible value.
  public func contains(_ assignment: Assignment) -> Bool {
    assignment.entries.count == parameters.count
      && zip(parameters, assignment.entries).allSatisfy { parameter, entry in
        parameter.name == entry.name && parameter.domain.contains(entry.value)
      }
  }
}
