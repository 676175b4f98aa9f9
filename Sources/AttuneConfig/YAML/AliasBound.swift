// SPDX-License-Identifier: Apache-2.0

/// Refuses texts whose aliases could grow beyond measure while Yams is still composing them.
///
/// With d anchors and a aliases a text grows at most (a / d)^d times; the tree counts what it really holds.
enum AliasBound {
  static let largestGrowth = 1_000_000.0

  static func check(_ text: YAMLText, file: String) throws(Diagnostic) {
    var counts: [Unicode.Scalar: Int] = [:]
    var previous: Unicode.Scalar = "\n"
    for scalar in text.scalars {
      if scalar == "&" || scalar == "*", before.contains(previous) { counts[scalar, default: 0] += 1 }
      previous = scalar
    }
    let anchors = counts["&"] ?? 0, aliases = counts["*"] ?? 0
    guard anchors > 0, aliases > anchors else { return }
    var growth = 1.0
    for _ in 0..<anchors where growth <= largestGrowth { growth *= Double(aliases) / Double(anchors) }
    guard growth <= largestGrowth else {
      throw Diagnostic(
        .error, at: .file(file), "\(aliases) aliases of \(anchors) anchors may grow beyond measure",
        hint: "write the values out")
    }
  }

  private static let before: Set<Unicode.Scalar> = ["\n", "\r", "\t", " ", "[", "{", ",", ":", "-", "?"]
}
