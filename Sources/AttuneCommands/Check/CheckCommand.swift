// SPDX-License-Identifier: Apache-2.0
package import ArgumentParser
import AttuneConfig

package struct CheckCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Validate everything and start nothing.",
    usage: """
      attune check [--config tuning.yml] [options] [SCRIPT [ARG ...]]
      attune check [--config tuning.yml] [options] -- COMMAND [ARG ...]
      """,
    discussion: """
      Shows what was understood, what will be ignored, and the first command lines. Every mistake of the tuning \
      file is told at once, with its line, its column and a repair; then it ends with 2. The options are those of \
      'attune run', so that the same command line can be checked first.

        attune check train.py
        attune check --config tuning.yml
      """)

  @OptionGroup package var options: RunOptions

  package init() {}

  package func run() async throws {
    let check = try RequestCheck(options.request, gpus: Accelerators.count, programs: Programs())
    for diagnostic in check.diagnostics { StandardError.say(diagnostic) }
    guard let report = check.report else { throw AttuneExit.badInput }
    try StandardOutput.write(report)
  }
}
