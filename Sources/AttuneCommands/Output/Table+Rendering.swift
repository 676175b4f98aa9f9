// SPDX-License-Identifier: Apache-2.0
package import AttuneJob

extension Table {
  /// The one place where a format is chosen.
  ///
  /// - Parameter json: the same facts for programs, which may be more than the columns show.
  package func rendered(as format: OutputFormat, width: Int? = nil, json: @autoclosure () -> JSONValue) -> String {
    switch format {
    case .table: text(width: width)
    case .csv: csv
    case .json: json().indented
    }
  }
}
