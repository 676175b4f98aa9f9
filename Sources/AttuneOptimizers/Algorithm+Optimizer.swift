// SPDX-License-Identifier: Apache-2.0

public import AttuneStudy

extension Algorithm {
  /// The optimizer of that name, after what the user wants tried first.
  public var optimizer: any Optimizer { InitialAssignmentsFirst(bare) }

  private var bare: any Optimizer {
    switch self {
    case .gaussianProcessBandit: GaussianProcessBandit()
    case .sobol: SobolSearch()
    case .randomSearch: RandomSearch()
    case .gridSearch: GridSearch()
    }
  }

  /// What the optimizer's model takes for the best trial; nil without a model, or while it knows too little.
  public func recommendation(for study: Study) -> Recommendation? {
    switch self {
    case .gaussianProcessBandit: GaussianProcessBandit().recommendation(for: study)
    case .sobol, .randomSearch, .gridSearch: nil
    }
  }
}
