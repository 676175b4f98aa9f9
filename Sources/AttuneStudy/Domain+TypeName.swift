// SPDX-License-Identifier: Apache-2.0

extension ParameterSpec.Domain {
  /// The service's word for this type of parameter: DOUBLE, INTEGER, DISCRETE or CATEGORICAL.
  package var typeName: String {
    switch self {
    case .double: "DOUBLE"
    case .integer: "INTEGER"
    case .discrete: "DISCRETE"
    case .categorical: "CATEGORICAL"
    }
  }
}
