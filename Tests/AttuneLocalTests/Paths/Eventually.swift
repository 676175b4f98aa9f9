// SPDX-License-Identifier: Apache-2.0
import Testing

/// Waits until `condition` gives a value; fails, and throws, when it has not within a minute.
func eventually<Value>(
  _ what: Comment, sourceLocation: SourceLocation = #_sourceLocation, _ condition: () async throws -> Value?
) async throws -> Value {
  let deadline = ContinuousClock.now + .seconds(60)
  while ContinuousClock.now < deadline {
    if let value = try await condition() { return value }
    try await Task.sleep(for: .milliseconds(5))
  }
  return try #require(nil as Value?, what, sourceLocation: sourceLocation)
}

func eventually(
  _ what: Comment, sourceLocation: SourceLocation = #_sourceLocation, _ condition: () async throws -> Bool
) async throws {
  try await eventually(what, sourceLocation: sourceLocation) { try await condition() ? () : nil }
}
