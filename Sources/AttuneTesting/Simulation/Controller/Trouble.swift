// SPDX-License-Identifier: Apache-2.0

/// What befalls a job from outside in a simulated world: how often at most.
public struct Trouble: Sendable, Hashable {
  /// The controller is killed, between any two suspensions.
  public var kills = 0
  /// Another machine takes the job over, while the old controller lives and knows nothing of it.
  public var takeovers = 0
  /// The store can't be written for a while.
  public var outages = 0
  /// Nothing can be launched for a while: the machine's disk is full.
  public var shortages = 0
  /// The probability that an append is written and said not to be: a disk that dies during the commit.
  public var lies = 0.0
  /// The probability that the controller dies in the midst of an append or a launch: just before it is done, or before
  /// it hears that it is.
  public var deathAtWork = 0.0
  /// Cancel, interrupt, new limits, another go for what failed.
  public var commands = 0
  /// What a terminal or a scheduler says.
  public var signals = 0

  public init() {}
}
