// SPDX-License-Identifier: Apache-2.0

/// A curve in one line of text.
package struct Sparkline: Sendable, Hashable {
  private static let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
  private static let signs: [Character] = ["_", ".", ":", "-", "=", "+", "*", "#"]

  /// At most so many columns.
  package var width: Int
  package var isUnicode: Bool

  package init(width: Int, isUnicode: Bool) {
    self.width = width
    self.isUnicode = isUnicode
  }

  /// Block characters only where the locale can show them.
  package init(width: Int, environment: [String: String]) {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    self.init(width: width, isUnicode: locale.lowercased().replacing("-", with: "").contains("utf8"))
  }

  /// The mean of each stretch between the least and the greatest; a stretch that holds NaN or an infinity is marked.
  package func text(of values: [Double]) -> String {
    let means = stretches(of: values)
    let finite = means.compactMap { $0 }
    guard let low = finite.min(), let high = finite.max() else { return String(means.map { _ in mark }) }
    let levels = isUnicode ? Self.blocks : Self.signs
    // Halves, so that the difference of the largest numbers is one.
    let span = high / 2 - low / 2
    return String(
      means.map { mean in
        guard let mean else { return mark }
        guard span > 0 else { return levels[3] }
        let height = (mean / 2 - low / 2) / span * Double(levels.count)
        return levels[min(levels.count - 1, Int(height))]
      })
  }

  private var mark: Character { isUnicode ? "×" : "!" }

  /// Nil where a stretch holds what is no number.
  private func stretches(of values: [Double]) -> [Double?] {
    let count = min(max(1, width), values.count)
    return (0..<count).map { index in
      let stretch = values[index * values.count / count..<(index + 1) * values.count / count]
      guard stretch.allSatisfy(\.isFinite) else { return nil }
      return stretch.reduce(0) { $0 + $1 / Double(stretch.count) }
    }
  }
}
