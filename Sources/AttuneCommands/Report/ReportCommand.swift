// SPDX-License-Identifier: Apache-2.0
package import ArgumentParser
import AttuneJob
import AttuneLocal

package struct ReportCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Tell a metric from inside a trainer, in any language.",
    usage: "attune report [TAG] VALUE [--step N]",
    discussion: """
      For trainers that write no event files, such as shell scripts: called by the trainer, it appends the number to \
      an event file of the trial, attune-report/, which is followed like any other. Nothing is rounded; calls at the \
      same time lose nothing. Outside of a trial it ends with 2.

      VALUE may be negative, nan or inf. Without TAG it is the job's hyperparameterMetricTag; without --step, the \
      first report of a tag is step 0, the next one 1.

        attune report val_acc 0.91 --step 3
        attune report 0.91
      """)

  @Option(help: ArgumentHelp("The training step; counted from 0 if left out.", valueName: "number"))
  package var step: Int?

  @Argument(
    parsing: .allUnrecognized,
    help: ArgumentHelp("The tag, which may be left out, and the number.", valueName: "[tag] value"))
  package var words: [String] = []

  package init() {}

  package func validate() throws {
    if words.contains("--help") || words.contains("-h") { throw CleanExit.helpRequest() }
    if let step, step < 0 { throw ValidationError("'--step' (\(step)) must be 0 or more") }
    _ = try ReportedNumber(words)
  }

  package func run() async throws {
    let environment = Composition.environment
    let number = try ReportedNumber(words)
    guard let trial = environment["ATTUNE_TRIAL_DIR"], !trial.isEmpty else { throw ReportError.outside }
    let time = Double(Composition.now().milliseconds) / 1_000
    do {
      try ReportFile(
        trialFolder: trial, workingDirectory: environment["ATTUNE_WORK_DIR"] ?? TrialPaths(folder: trial).work
      ).append(number.tag(in: environment), number.value, step: step, wallTime: time)
    } catch {
      throw ReportError.failed(error)
    }
  }
}

/// Why a report was not written.
enum ReportError: InputMistake {
  case outside
  case failed(SystemError)

  var description: String {
    switch self {
    case .outside:
      """
      'attune report' is called by a trainer that Attune runs, and this is none: ATTUNE_TRIAL_DIR is not set
        call it in your script, and start that with 'attune run'
      """
    case .failed(let error): "the metric was not reported: \(error)"
    }
  }
}
