// SPDX-License-Identifier: Apache-2.0

/// One tagged value of a summary.
public struct SummaryValue: Sendable, Equatable {
  public enum Payload: Sendable, Equatable {
    /// A 32-bit float in the file, widened.
    case simpleValue(Double)
    /// `scalar` is nil unless the tensor is numeric and has exactly one element.
    case tensor(TensorType, scalar: Double?)
  }

  public var tag: String
  /// The TensorBoard plugin that shows it, where the writer named one.
  public var plugin: String?
  public var payload: Payload

  public init(tag: String, plugin: String? = nil, _ payload: Payload) {
    self.tag = tag
    self.plugin = plugin
    self.payload = payload
  }

  /// The number, NaN and infinities included; nil for strings and for tensors of several elements.
  public var scalar: Double? {
    switch payload {
    case .simpleValue(let value): value
    case .tensor(_, let scalar): scalar
    }
  }
}
