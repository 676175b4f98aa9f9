// SPDX-License-Identifier: Apache-2.0

/// The points of one tag in one directory, as TensorBoard shows them.
public struct TagSummary: Sendable, Equatable {
  public enum Kind: Sendable, Hashable {
    case simpleValue
    case tensor(TensorType)

    init(of value: SummaryValue) {
      switch value.payload {
      case .simpleValue: self = .simpleValue
      case .tensor(let type, _): self = .tensor(type)
      }
    }
  }

  public struct Point: Sendable, Equatable {
    public let step: Int
    /// Seconds since 1970.
    public let wallTime: Double
    /// Nil for a tensor that is no number.
    public let value: Double?
  }

  /// Of the first value seen.
  public let kind: Kind
  /// The first one named.
  public private(set) var plugin: String?
  /// In order of writing, without those that a restart made void.
  public private(set) var points: [Point] = []

  init(kind: Kind) { self.kind = kind }

  private var isInOrderOfSteps = true

  mutating func add(_ point: Point, plugin: String?) {
    self.plugin = self.plugin ?? plugin
    isInOrderOfSteps = isInOrderOfSteps && point.step >= points.last?.step ?? .min
    points.append(point)
  }

  /// Amortised O(1) while steps rise, as they mostly do.
  mutating func void(from step: Int) {
    while let last = points.last, last.step >= step { points.removeLast() }
    if !isInOrderOfSteps { points.removeAll { $0.step >= step } }
  }
}
