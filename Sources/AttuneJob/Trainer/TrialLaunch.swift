// SPDX-License-Identifier: Apache-2.0

/// All that an executor needs to start an attempt.
public struct TrialLaunch: Sendable, Hashable {
  public let attempt: Attempt
  public let place: TrialPlace
  /// argv; the program is looked up in the trainer's own PATH. Never given to a shell.
  public let command: [String]
  /// Set on top of the environment that was captured when the job was made.
  public let environment: [String: String]
  public let resources: TrialResources

  public init(
    attempt: Attempt, place: TrialPlace, command: [String], environment: [String: String],
    resources: TrialResources = TrialResources()
  ) {
    self.attempt = attempt
    self.place = place
    self.command = command
    self.environment = environment
    self.resources = resources
  }
}
