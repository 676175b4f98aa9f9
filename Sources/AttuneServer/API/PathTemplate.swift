// SPDX-License-Identifier: Apache-2.0

/// The path of an endpoint as its documentation writes it: `v1/projects/{project}/jobs/{job}:cancel`.
package struct PathTemplate: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
  private enum Segment: Sendable, Hashable {
    case text(String)
    case parameter(String)
  }

  package let description: String
  private let segments: [Segment]
  /// What follows the last segment's colon; empty where there is none.
  private let verb: String

  package init(stringLiteral text: String) {
    description = text
    let parts = text.split(separator: "/").map(String.init)
    let last = parts.last?.split(separator: ":", maxSplits: 1).map(String.init) ?? []
    verb = last.count == 2 ? last[1] : ""
    segments = (parts.dropLast() + last.prefix(1)).map { part in
      part.hasPrefix("{") && part.hasSuffix("}") ? .parameter(String(part.dropFirst().dropLast())) : .text(part)
    }
  }

  /// The names in braces, in order.
  package var parameters: [String] {
    segments.compactMap { if case .parameter(let name) = $0 { name } else { nil } }
  }

  /// The parameters' values; nil for the path of something else.
  ///
  /// - Parameter path: its segments, decoded once.
  package func match(_ path: [String]) -> [String: String]? {
    guard path.count == segments.count, var last = path.last else { return nil }
    if !verb.isEmpty {
      guard last.hasSuffix(":\(verb)") else { return nil }
      last.removeLast(verb.count + 1)
    }
    var values: [String: String] = [:]
    for (segment, text) in zip(segments, path.dropLast() + [last]) {
      switch segment {
      case .text(let wanted): guard text == wanted else { return nil }
      case .parameter(let name):
        guard !text.isEmpty else { return nil }
        values[name] = text
      }
    }
    return values
  }

  /// Whether another template could take the same path where this one has a verb: `{job}:cancel` is not job `x:cancel`.
  package var hasVerb: Bool { !verb.isEmpty }
}
