// SPDX-License-Identifier: Apache-2.0

/// What the server needs of the machine it runs on.
package struct Surroundings: Sendable {
  /// How many there are.
  package var gpus: Int
  /// In which trainers run.
  package var environment: [String: String]
  /// Puts packages, by their `gs://` names, one over the other into a new directory; the answer is its path.
  package var unpack: @Sendable ([String]) async throws -> String
  /// Removes such a directory.
  package var discard: @Sendable (String) -> Void
  /// Has jobs that have no controller given one soon.
  package var wake: @Sendable () -> Void
  /// A line for the server's log.
  package var log: @Sendable (String) -> Void

  package init(
    gpus: Int, environment: [String: String], unpack: @escaping @Sendable ([String]) async throws -> String,
    discard: @escaping @Sendable (String) -> Void, wake: @escaping @Sendable () -> Void,
    log: @escaping @Sendable (String) -> Void
  ) {
    self.gpus = gpus
    self.environment = environment
    self.unpack = unpack
    self.discard = discard
    self.wake = wake
    self.log = log
  }

  /// Does something with the content of packages, which is removed afterwards.
  func unpacking<Value>(_ packages: [String], _ body: (String) async throws -> Value) async throws -> Value {
    let directory = try await unpack(packages)
    defer { discard(directory) }
    return try await body(directory)
  }
}
