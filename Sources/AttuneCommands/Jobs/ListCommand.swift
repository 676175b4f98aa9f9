// SPDX-License-Identifier: Apache-2.0
package import ArgumentParser
import AttuneJob
import AttuneLocal

package struct ListCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List all jobs, newest first.",
    discussion: """
      The note says which process runs a job, or how an unfinished job that nobody runs is resumed.

        attune list
        attune list --size
      """)

  @Flag(help: "Also the space that each job takes on the disk.")
  package var size = false
  @OptionGroup package var format: FormatOptions

  package init() {}

  package func run() async throws {
    let listings = try await Composition.service().jobs()
    let home = try Composition.home()
    let list = JobList(listings, sizes: size ? listings.map { DiskUse.bytes(of: "\(home.jobs)/\($0.name)") } : nil)
    for problem in list.problems { StandardError.say(problem) }
    if list.isEmpty { StandardError.say("there is no job yet; start one with 'attune run'") }
    try StandardOutput.write(list.rendered(as: format.format, width: Terminal.output.cuttingWidth))
  }
}
