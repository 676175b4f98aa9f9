// SPDX-License-Identifier: Apache-2.0
package import AttuneJob

/// What is told of one thing: a label and a text per line.
package struct Facts: Sendable {
  private var lines: [(label: String, text: String)] = []

  package init() {}

  /// Left out where there is nothing to tell.
  package mutating func add(_ label: String, _ text: String?) {
    if let text, !text.isEmpty { lines.append((label, text)) }
  }

  package func rendered(as format: OutputFormat, json: @autoclosure () -> JSONValue) -> String {
    switch format {
    case .table: text
    case .csv, .json:
      Table([.init("field", .left), .init("value", .left)], rows: lines.map { [$0.label, $0.text] })
        .rendered(as: format, json: json())
    }
  }

  /// Labels in one column; a text of several lines is indented below itself.
  package var text: String {
    let width = lines.map { PrintableText.width($0.label) }.max() ?? 0
    let indentation = String(repeating: " ", count: width + 2)
    return lines.map { line in
      let padding = String(repeating: " ", count: width - PrintableText.width(line.label) + 2)
      let texts = line.text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { PrintableText.escaped(String($0)) }
      return PrintableText.escaped(line.label) + padding + texts.joined(separator: "\n" + indentation) + "\n"
    }.joined()
  }

}
