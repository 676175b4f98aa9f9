// SPDX-License-Identifier: Apache-2.0
package import ArgumentParser

/// The command line.
package struct Attune: AsyncParsableCommand {
  package static let version = "0.1.0"

  package static let configuration = CommandConfiguration(
    commandName: "attune",
    abstract: "Tune the hyperparameters of any training script, without changing it.",
    usage: "attune VERB [OPTION ...]",
    discussion: """
      Give it your script and a tuning.yml that says which flags to vary. It runs the trials in parallel, reads the \
      metric from the TensorBoard event files that the script writes anyway, and hands you the best run.

        attune check train.py        what would happen; nothing is started
        attune run train.py          run the job here; the same command resumes it
        attune trials                the table, best first
        attune collect               bring the best trial's files to ./runs

      Every verb has an example: attune help run. Jobs are kept in $ATTUNE_HOME (~/.local/share/attune).
      """,
    version: version,
    subcommands: [ControlCommand.self],
    groupedSubcommands: [
      CommandGroup(
        name: "Tune", subcommands: [CheckCommand.self, RunCommand.self, SubmitCommand.self, WatchCommand.self]),
      CommandGroup(
        name: "Look",
        subcommands: [
          ListCommand.self, StatusCommand.self, TrialsCommand.self, BestCommand.self, ImportanceCommand.self,
          LogsCommand.self, TensorBoardCommand.self, CollectCommand.self,
        ]),
      CommandGroup(name: "Steer", subcommands: [ResumeCommand.self, RetryCommand.self, CancelCommand.self]),
      CommandGroup(
        name: "Keep",
        subcommands: [RemoveCommand.self, CollectGarbageCommand.self, ExportCommand.self, ImportCommand.self]),
      CommandGroup(
        name: "Tools",
        subcommands: [
          ServeCommand.self, EventsCommand.self, ReportCommand.self, AskTellCommand.self, InstallShimsCommand.self,
          DoctorCommand.self, CompletionCommand.self,
        ]),
    ])

  package static var _errorPrefix: String { CommandFailure.prefix }

  package init() {}
}
