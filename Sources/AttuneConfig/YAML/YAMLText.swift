// SPDX-License-Identifier: Apache-2.0

/// The text of a file by lines and columns as libYAML counts them: columns in Unicode scalars.
struct YAMLText {
  private(set) var scalars: [Unicode.Scalar]

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  var string: String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  subscript(index: Int) -> Unicode.Scalar {
    get { scalars[index] }
    set { scalars[index] = newValue }
  }

  /// The index of the scalar at a place, or nil past the end.
  func index(line: Int, column: Int) -> Int? {
    var (start, current) = (0, 1)
    while current < line {
      guard let lineBreak = scalars[start...].firstIndex(where: Self.breaks.contains) else { return nil }
      let isPair = scalars[lineBreak] == "\r" && lineBreak + 1 < scalars.count && scalars[lineBreak + 1] == "\n"
      start = lineBreak + (isPair ? 2 : 1)
      current += 1
    }
    let index = start + column - 1
    return scalars.indices.contains(index) ? index : nil
  }

  /// Line and column, from 1, of the scalar at `index`.
  func place(of index: Int) -> (line: Int, column: Int) {
    var (line, column) = (1, 1)
    for (position, scalar) in scalars.prefix(index).enumerated() {
      let isFirstOfPair = scalar == "\r" && position + 1 < scalars.count && scalars[position + 1] == "\n"
      if Self.breaks.contains(scalar), !isFirstOfPair {
        (line, column) = (line + 1, 1)
      } else {
        column += 1
      }
    }
    return (line, column)
  }

  /// Where one scalar of a value stands that begins at `location`; nil unless what is before it was written as it
  /// is read, on one line.
  func place(of offset: Int, in value: String, at location: Diagnostic.Location) -> Diagnostic.Location? {
    guard case .position(let file, let line, let column) = location,
      let start = index(line: line, column: column)
    else { return nil }
    let quote = ["'", "\""].contains(self[start]) ? self[start] : nil
    let before = value.unicodeScalars.prefix(offset).flatMap { $0 == "'" && quote == "'" ? [$0, $0] : [$0] }
    let begin = quote == nil ? start : start + 1
    guard scalars[begin...].starts(with: before) else { return nil }
    return .position(file: file, line: line, column: column + begin - start + before.count)
  }

  private static let breaks: Set<Unicode.Scalar> = ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"]
}
