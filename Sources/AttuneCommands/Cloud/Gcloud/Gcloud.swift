// SPDX-License-Identifier: Apache-2.0
import AttuneJob

/// `gcloud` as far as training jobs need it: the same words, jobs of this machine.
enum Gcloud {
  /// - Returns: the exit status.
  static func outcome(of tokens: [String]) async -> Int32 {
    let line = GcloudLine(tokens)
    var name = "gcloud"
    do {
      if line.flags["version"] != nil, line.words.isEmpty {
        try StandardOutput.write(GcloudSettings.version)
        return 0
      }
      if line.flags["help"] != nil || line.words.isEmpty || line.words.first == "help" {
        try StandardOutput.write(help)
        return 0
      }
      let (command, path, operands) = try GcloudCommand.find(line.words)
      name = path
      try await run(command, GcloudCall(command: command, name: name, line: line, operands: operands))
      return 0
    } catch {
      let failure = GcloudFailure(name, error)
      StandardError.say(failure.text)
      return failure.status
    }
  }

  private static func run(_ command: GcloudCommand, _ call: GcloudCall) async throws {
    let unrecognized = call.line.unrecognized(by: command)
    guard unrecognized.isEmpty else {
      throw GcloudFailure(
        call.name,
        "unrecognized arguments: \(unrecognized.joined(separator: " ")) \n\n" + """
          To search the help text of gcloud commands, run:
            gcloud help -- SEARCH_TERMS
          """, status: 2)
    }
    switch command {
    case .getValue: try call.printSetting()
    case .version: try StandardOutput.write(GcloudSettings.version)
    case .submit: try await call.submit()
    case .describe: try await call.describe()
    case .list: try await call.list()
    case .streamLogs: try await call.streamLogs()
    case .cancel: try await call.cancel()
    }
  }

  private static let help = """
    This gcloud is Attune's. It knows the calls by which training jobs of Cloud ML Engine were made and looked at, and
    runs the jobs on this machine:

      gcloud ai-platform jobs submit training ID --package-path=DIR --module-name=MODULE [--config=FILE] [-- ARG ...]
      gcloud ai-platform jobs describe | stream-logs | cancel ID
      gcloud ai-platform jobs list [--filter=EXPRESSION] [--limit=N] [--sort-by=KEY]
      gcloud config get-value account | project | region
      gcloud version

    'attune --help' shows what else can be done with a job.

    """
}

/// A command with what it is given.
struct GcloudCall {
  let command: GcloudCommand
  /// `gcloud.ai-platform.jobs.describe`.
  let name: String
  let line: GcloudLine
  let operands: [String]

  var settings: GcloudSettings { GcloudSettings(line: line, environment: Composition.environment) }

  func flag(_ name: String) -> String? { line.flags[name] }

  /// The only operand.
  func operand(_ what: String) throws -> String {
    guard let operand = operands.first else {
      let flags = (["help"] + command.values.union(command.switches)).sorted().map { "--\($0)" }
      let call = name.split(separator: ".").joined(separator: " ")
      throw GcloudFailure(
        name,
        """
        argument \(what): Must be specified.
        Usage: \(call) \(what) [optional flags]
          optional flags may be  \(flags.joined(separator: " | "))

        For detailed information on this command and its flags, run:
          gcloud --help
        """, status: 2)
    }
    guard operands.count == 1 else {
      throw GcloudFailure(
        name, "unrecognized arguments: \(operands.dropFirst().joined(separator: " ")) ", status: 2)
    }
    return operand
  }

  func number(_ flag: String) throws -> Int? {
    guard let text = self.flag(flag) else { return nil }
    guard let number = Int(text), number > 0 else {
      throw GcloudFailure(
        name, "argument --\(flag): Value must be greater than or equal to 1; received: \(text)", status: 2)
    }
    return number
  }
}
