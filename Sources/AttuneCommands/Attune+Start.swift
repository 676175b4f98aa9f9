// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AttuneConfig

extension Attune {
  /// The whole life of the process.
  package static func start() async -> Never {
    switch Face(of: CommandLine.arguments) {
    case .attune(let arguments): await outcome(of: arguments).endProcess()
    case .gcloud(let arguments): Face.end(await Gcloud.outcome(of: arguments))
    case .gsutil(let arguments): Face.end(Gsutil.outcome(of: arguments))
    }
  }

  private static func outcome(of arguments: [String]) async -> AttuneExit {
    if let mistake = mistake(inVerb: arguments.first) { return report(mistake) }
    do {
      var command = try await asyncParseAsRoot(arguments)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      return .done
    } catch {
      return report(error)
    }
  }

  /// Help, a version and a completion script come as errors, too; they are what was asked for.
  private static func report(_ error: any Error) -> AttuneExit {
    if exitCode(for: error).isSuccess {
      StandardOutput.printLine(fullMessage(for: error, columns: Terminal.output.width))
      return .done
    }
    return report(failure(of: error))
  }

  private static func report(_ failure: CommandFailure) -> AttuneExit {
    if !failure.text.isEmpty { StandardError.say(failure.text) }
    return failure.exit
  }

  /// The parser would only call a verb that it does not know unexpected.
  package static func mistake(inVerb verb: String?) -> CommandFailure? {
    let commands = configuration.subcommands.map { $0.configuration }
    let known = commands.compactMap(\.commandName) + ["help"]
    guard let verb, !verb.hasPrefix("-"), !known.contains(verb) else { return nil }
    let verbs = commands.filter(\.shouldDisplay).compactMap(\.commandName)
    let question = NearestName.question(verb, among: verbs).map { "; \($0)" } ?? ""
    return CommandFailure(usage: "there is no verb '\(verb)'\(question)\n  'attune --help' shows them all")
  }

  /// What went wrong, and on the command line also how it is used.
  package static func failure(of error: any Error) -> CommandFailure {
    guard exitCode(for: error) == .validationFailure else { return CommandFailure(error) }
    return CommandFailure(usage: message(for: error), full: fullMessage(for: error))
  }
}
