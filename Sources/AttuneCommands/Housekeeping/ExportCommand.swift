// SPDX-License-Identifier: Apache-2.0
package import ArgumentParser
import AttuneJob
import AttuneLocal

package struct ExportCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a whole job into one file.",
    discussion: """
      A tar archive with the journal, the sources, and all that trials wrote; 'attune import' takes it in, on any \
      machine. The environment is not in it, and neither is what links lead to outside of the job. A job that runs \
      is not exported. The file's path is printed.

        attune export attune_2026_11_24 --output job.tar
      """)

  @OptionGroup package var options: JobOptions
  @Option(
    name: [.customLong("output"), .customShort("o")],
    help: ArgumentHelp("The file that is made; <job>.tar if left out.", valueName: "file"), completion: .file())
  package var output: String?

  package init() {}

  package func run() async throws {
    let job = try await Composition.service().find(options.job)
    let output = output ?? "\(job.id).tar"
    let left = try JobArchive(home: Composition.home()).export(job.id, to: output, as: Composition.owner)
    for path in left.prefix(5) {
      StandardError.say("not exported, since it leads out of the job: the link '\(PrintableText.escaped(path))'")
    }
    if left.count > 5 { StandardError.say("and \(left.count - 5) more links") }
    try StandardOutput.write(PrintableText.escaped(output) + "\n")
  }
}

package struct ImportCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take in a job that was exported.",
    discussion: """
      Prints the job's id. The whole archive is checked first; if anything is wrong with it, nothing is taken in. \
      A job that is unfinished can be resumed: that runs its trainer, so take in only what you trust.

        attune import job.tar
      """)

  @Argument(help: ArgumentHelp("What 'attune export' wrote.", valueName: "file"), completion: .file())
  package var file: String
  @Flag(help: "Give the job a new id.")
  package var newID = false

  package init() {}

  package func run() async throws {
    let archive = JobArchive(home: try Composition.home())
    let id = newID ? JobID(createdAt: Composition.now()) : nil
    let job = try archive.take(from: file, as: id, environment: Composition.environment)
    try StandardOutput.write("\(job)\n")
  }
}
