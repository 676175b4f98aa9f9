// SPDX-License-Identifier: Apache-2.0

/// The commands that `checkTrialExecutor` launches: plain `sh`, so that any executor of real processes runs them.
public enum TrialExecutorProbe: Sendable, Hashable {
  case exits(Int)
  /// Ends by SIGKILL from its own hand.
  case killsItself
  case complains(String)
  case runsUntilStopped
  case ignoresTermination
  case isMissing

  public var command: [String] {
    switch self {
    case .exits(let status): ["sh", "-c", "exit \(status)"]
    case .killsItself: ["sh", "-c", "kill -9 $$"]
    case .complains(let words): ["sh", "-c", "echo \"$0\" >&2; exit 1", words]
    case .runsUntilStopped: ["sleep", "1000"]
    case .ignoresTermination: ["sh", "-c", "trap '' TERM; while :; do sleep 1000; done"]
    case .isMissing: ["attune-no-such-program"]
    }
  }

  /// The probe that a launch asks for; nil for any other command.
  public init?(_ command: [String]) {
    let fixed: [TrialExecutorProbe] = [.killsItself, .runsUntilStopped, .ignoresTermination, .isMissing]
    if let probe = fixed.first(where: { $0.command == command }) {
      self = probe
    } else if command.count == 4, TrialExecutorProbe.complains(command[3]).command == command {
      self = .complains(command[3])
    } else if let status = command.last?.split(separator: " ").last.flatMap({ Int($0) }),
      TrialExecutorProbe.exits(status).command == command
    {
      self = .exits(status)
    } else {
      return nil
    }
  }
}
