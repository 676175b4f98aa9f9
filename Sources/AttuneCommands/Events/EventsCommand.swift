// SPDX-License-Identifier: Apache-2.0
package import ArgumentParser

package struct EventsCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "events",
    abstract: "Show what is in TensorBoard event files.",
    discussion: """
      Tags, steps and values. PATH is an event file, or a folder with event files anywhere below it. With --tag, \
      every value of that tag is shown. A tag of this list is what hyperparameterMetricTag wants.

        attune events logs
        attune events logs --tag val_acc --format csv
      """)

  @Argument(help: ArgumentHelp("An event file, or a folder.", valueName: "path"), completion: .file())
  package var path: String
  @Option(help: ArgumentHelp("Only this tag, with every value of it.", valueName: "tag"))
  package var tag: String?
  @OptionGroup package var format: FormatOptions

  package init() {}

  package func run() async throws {
    let files = try EventFiles(at: path)
    for problem in files.problems { StandardError.say(problem) }
    let listing = try EventListing(files.catalogue, tag: tag, path: path)
    try StandardOutput.write(listing.rendered(as: format.format))
  }
}
