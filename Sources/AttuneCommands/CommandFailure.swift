// SPDX-License-Identifier: Apache-2.0
import AttuneJob

/// What a person reads when a command ends with an error, and the exit code that goes with it.
package struct CommandFailure: Sendable, Hashable {
  /// For standard error, without a newline at the end; empty where all has been said.
  package let text: String
  package let exit: AttuneExit

  package init(_ error: any Error) {
    switch error {
    case let exit as AttuneExit: self.init(text: "", exit: exit)
    case let error as JobFilesError where error.code == .unavailable:
      self.init(text: Self.line(error.description), exit: .internalError)
    case let error as any InputMistake: self.init(text: Self.line(error.description), exit: .badInput)
    case let error as JobStoreError: self.init(text: Self.line(error.description), exit: Self.exit(for: error.code))
    case let error as TrialExecutorError where error.code == .elsewhere:
      self.init(text: Self.line(error.description), exit: .badInput)
    case let error as OutputError: self.init(text: Self.line(error.description), exit: .internalError)
    default: self.init(text: Self.line("internal error: \(error)"), exit: .internalError)
    }
  }

  /// A mistake on the command line.
  init(usage message: String) { self.init(text: Self.line(message), exit: .usage) }

  /// A mistake on the command line.
  ///
  /// - Parameter message: as the parser words it: `Unknown option '--x'`.
  /// - Parameter full: the same with how the command is used, behind the same prefix.
  init(usage message: String, full: String) {
    let rest = full.dropFirst(Self.prefix.count + message.count)
    self.init(text: Self.line(message.prefix(1).lowercased() + message.dropFirst()) + rest, exit: .usage)
  }

  package init(text: String, exit: AttuneExit) {
    self.text = text
    self.exit = exit
  }

  static let prefix = "attune: error: "

  private static func line(_ message: String) -> String {
    let lines = message.split(separator: "\n", omittingEmptySubsequences: false)
    return prefix + lines.map { PrintableText.escaped(String($0)) }.joined(separator: "\n")
  }

  private static func exit(for code: JobStoreError.Code) -> AttuneExit {
    switch code {
    case .notFound, .alreadyExists, .ownedElsewhere, .unreadable: .badInput
    case .leaseLost, .unavailable: .internalError
    }
  }
}
