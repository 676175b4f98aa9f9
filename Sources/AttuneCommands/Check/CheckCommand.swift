// SPDX-License-Identifier: Apache-2.0
package import ArgumentParser
import AttuneConfig

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

      With --probe, the first trial is run for a while in a copy that is thrown away; then it is told which tags \
      appeared, whether the metric is among them, how often it comes and how late. It ends with 4 if the metric was \
      not seen, and with 3 if the script failed.

        attune check train.py
        attune check --config tuning.yml
        attune check --probe train.py
      """)

  @OptionGroup package var probe: ProbeOptions
  @OptionGroup package var options: RunOptions

  package init() {}

  package func run() async throws {
    let check = try RequestCheck(options.request, gpus: Accelerators.count, programs: Programs())
    for diagnostic in check.diagnostics { StandardError.say(diagnostic) }
    guard let report = check.report else { throw AttuneExit.badInput }
    try StandardOutput.write(report)
    if probe.probe { try await probe.run(options.request) }
  }
}
