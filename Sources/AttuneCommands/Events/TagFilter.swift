// SPDX-License-Identifier: Apache-2.0

/// Which tags are shown: all, one, or those of a pattern with `*` and `?`.
package struct TagFilter: Sendable, Hashable {
  package let text: String?

  /// - Parameter text: nil means all tags.
  package init(_ text: String?) { self.text = text }

  package func includes(_ tag: String) -> Bool {
    guard let text else { return true }
    return tag == text || Self.matches(Array(tag)[...], Array(text)[...])
  }

  /// On a mismatch only the last `*` is tried again: at worst tag × pattern.
  private static func matches(_ tag: ArraySlice<Character>, _ pattern: ArraySlice<Character>) -> Bool {
    var (tag, pattern) = (tag, pattern)
    var retry: (tag: ArraySlice<Character>, pattern: ArraySlice<Character>)?
    while let character = tag.first {
      if pattern.first == "*" {
        pattern.removeFirst()
        retry = (tag, pattern)
      } else if let wanted = pattern.first, wanted == "?" || wanted == character {
        tag.removeFirst()
        pattern.removeFirst()
      } else if let last = retry {
        tag = last.tag.dropFirst()
        pattern = last.pattern
        retry = (tag, pattern)
      } else {
        return false
      }
    }
    return pattern.allSatisfy { $0 == "*" }
  }
}
