// SPDX-License-Identifier: Apache-2.0

public import AttuneStudy

extension Algorithm {
  /// The algorithm, after what the user wants tried first.
  public var optimizer: any Optimizer { InitialAssignmentsFirst(bare) }

  private var bare: any Optimizer {
    switch self {
    case .sobol: SobolSearch()
    case .randomSearch: RandomSearch()
    case .gridSearch: GridSearch()
    }
  }
}
