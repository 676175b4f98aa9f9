// SPDX-License-Identifier: Apache-2.0
package import ArgumentParser
import AttuneJob

package struct ListCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List all jobs, newest first.",
    discussion: """
      The note says which process runs a job, or how an unfinished job that nobody runs is resumed.

        attune list
        attune list --format json
      """)

  @OptionGroup package var format: FormatOptions

  package init() {}

  package func run() async throws {
    let list = JobList(try await Composition.service().jobs())
    for problem in list.problems { StandardError.say(problem) }
    if list.isEmpty { StandardError.say("there is no job yet; start one with 'attune run'") }
    try StandardOutput.write(list.rendered(as: format.format, width: Terminal.output.cuttingWidth))
  }
}
