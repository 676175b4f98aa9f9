// SPDX-License-Identifier: Apache-2.0

/// A law of `JobStore` that a store breaks.
public struct JobStoreViolation: Error, Sendable, Hashable, CustomStringConvertible {
  public let law: String
  public let found: String

  init(of law: String, found: String) {
    self.law = law
    self.found = found
  }

  public var description: String { "a job store must keep this law: \(law); found: \(found)" }
}
