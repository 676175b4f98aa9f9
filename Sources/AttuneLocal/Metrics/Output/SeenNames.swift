// SPDX-License-Identifier: Apache-2.0

/// Names in the order in which they appeared; a bounded number of them.
struct SeenNames: Sendable {
  private static let most = 1_000

  private(set) var names: [String] = []
  private var known: Set<String> = []

  mutating func note(_ name: String) {
    guard names.count < Self.most, known.insert(name).inserted else { return }
    names.append(name)
  }
}
