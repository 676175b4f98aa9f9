// SPDX-License-Identifier: Apache-2.0
package import ArgumentParser

/// What `run` and `submit` have in common: the job.
package struct RunOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The tuning file; without it, tuning.yml here.", valueName: "file"))
  package var config: String?

  @Option(help: "A name for the job: the same command with another name is another job.")
  package var name: String?

  @Flag(help: "Start a new job, even if the same command has one that is unfinished.")
  package var new = false

  @Option(help: ArgumentHelp("Makes suggestions repeatable; it is shown by 'attune status'.", valueName: "number"))
  package var seed: UInt64?

  @Option(help: ArgumentHelp("Trials in total; beats the file.", valueName: "count"))
  package var maxTrials: Int?

  @Option(help: ArgumentHelp("Trials at a time; beats the file.", valueName: "count"))
  package var maxParallelTrials: Int?

  @Flag(help: "Run trainers in this directory instead of private copies of it.")
  package var inPlace = false

  @OptionGroup package var takeOver: TakeOverOptions

  @Argument(
    parsing: .captureForPassthrough,
    help: ArgumentHelp("The script and its arguments, or -- and a command.", valueName: "script [arg ...]"))
  package var trainer: [String] = []

  package init() {}

  /// Whatever the parser doesn't know it takes for the beginning of the trainer, so that is looked at here.
  package func validate() throws {
    guard let first = trainer.first, first.hasPrefix("-"), first != "--" else { return }
    if first == "--help" || first == "-h" { throw CleanExit.helpRequest() }
    throw ValidationError(
      "unknown option '\(first)'; 'attune help run' lists them, and a script of that name is given as './\(first)'")
  }
}

/// What is known of another machine on which the job has run.
package struct TakeOverOptions: ParsableArguments {
  @Flag(
    help: ArgumentHelp(
      "Go on although trainers of the job were left running on another machine: make sure that it is off."))
  package var takeOver = false

  package init() {}
}

/// How progress is shown.
package struct DisplayOptions: ParsableArguments {
  @Flag(help: "One line per event, also on a terminal.")
  package var plain = false

  @Flag(help: "One JSON object per event on stdout.")
  package var json = false

  package init() {}
}
