// SPDX-License-Identifier: Apache-2.0
package import ArgumentParser
import AttuneConfig
import AttuneJob
import AttuneStudy

package struct CheckCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Validate everything and start no job.",
    usage: """
      attune check [--config tuning.yml] [options] [SCRIPT [ARG ...]]
      attune check [--config tuning.yml] [options] -- COMMAND [ARG ...]
      """,
    discussion: """
      Shows what was understood, what will be ignored, and the first command lines. Every mistake of the tuning \
      file is told at once, with its line, its column and a repair; then it ends with 2. The options are those of \
      'attune run', so that the same command line can be checked first.

      With --log, what 'attune: metric: source' finds in a file is shown, line by line: the output of an earlier run, \
      JSON lines or a table. It ends with 4 if that is nothing.

      With --probe, the first trial is run for a while in a copy that is thrown away; then it is told which tags \
      appeared, whether the metric is among them, how often it comes and how late. It ends with 4 if the metric was \
      not seen, and with 3 if the script failed.

        attune check train.py
        attune check --log train.log
        attune check --config tuning.yml
        attune check --probe train.py
      """)

  @Option(
    help: ArgumentHelp(
      "Only try the metric's source on this output of an earlier run.", valueName: "file"),
    completion: .file())
  package var log: String?

  @OptionGroup package var probe: ProbeOptions
  @OptionGroup package var options: RunOptions

  package init() {}

  package func run() async throws {
    if let log { return try tryLog(log) }
    let machine = MachineCheck.here
    var tuning = options.request.configuration(gpus: machine.gpus).reading.configuration?.tuning
    try await tuning?.inherit(say: StandardError.say)
    let check = try RequestCheck(
      options.request, on: machine, programs: Programs(), priorTrials: tuning?.priorTrials ?? [])
    for diagnostic in check.diagnostics { StandardError.say(diagnostic) }
    guard let report = check.report else { throw AttuneExit.badInput }
    try StandardOutput.write(report)
    if probe.probe { try await probe.run(options.request) }
  }

  private func tryLog(_ path: String) throws {
    let configuration = try options.request.configuration(gpus: Accelerators.count).reading.accepted()
    let check = try LogCheck(path, configuration.tuning)
    try StandardOutput.write(check.report)
    if check.count == 0 { throw AttuneExit.noMetric }
  }
}
