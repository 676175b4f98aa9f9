// SPDX-License-Identifier: Apache-2.0

public import AttuneStudy

extension Algorithm {
  /// The optimizer of that name.
  public var optimizer: any Optimizer {
    switch self {
    case .sobol: SobolSearch()
    case .randomSearch: RandomSearch()
    case .gridSearch: GridSearch()
    }
  }
}
