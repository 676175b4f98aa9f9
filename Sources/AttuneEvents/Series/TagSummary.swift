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

  mutating func add(_ point: Point, plugin: String?) {
    self.plugin = self.plugin ?? plugin
    points.append(point)
  }

  mutating func void(from step: Int) {
    points.removeAll { $0.step >= step }
  }
}
