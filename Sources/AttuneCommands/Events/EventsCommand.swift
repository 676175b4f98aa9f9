// SPDX-License-Identifier: Apache-2.0
package import ArgumentParser

package struct EventsCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "events",
    abstract: "Show what is in TensorBoard event files.",
    discussion: """
      Runs and tags with their last value and a curve. PATH is an event file, or a folder with event files anywhere \
      below it. With --tag, every value of that tag is shown. A tag of this list is what hyperparameterMetricTag wants.

      With --follow, new values are shown as they are written, one a line (with --format json one object a line), \
      until Ctrl-C. It ends with 2 if a file was damaged or could not be read; the rest is shown all the same.

        attune events logs
        attune events logs --tag 'val_*' --format csv
        attune events logs --follow
      """)

  @Argument(help: ArgumentHelp("An event file, or a folder.", valueName: "path"), completion: .file())
  package var path: String
  @Option(
    help: ArgumentHelp("Only this tag, with every value of it; * and ? stand for any characters.", valueName: "tag"))
  package var tag: String?
  @Flag(help: "Go on while values are written; files may come later.")
  package var follow = false
  @Option(
    help: ArgumentHelp("With --follow: end when nothing has come for so long.", valueName: "seconds"))
  package var untilIdle: Double?
  @OptionGroup package var format: FormatOptions

  package init() {}

  package func validate() throws {
    guard let untilIdle else { return }
    guard follow else { throw ValidationError("--until-idle goes with --follow") }
    guard untilIdle > 0, untilIdle <= 1e9 else {
      throw ValidationError("--until-idle must be more than 0 seconds, not \(untilIdle)")
    }
  }

  package func run() async throws {
    let style = Sparkline(width: Terminal.output.width, environment: Composition.environment)
    guard try await follow ? isFollowed(style) : isShown(style) else { throw AttuneExit.badInput }
  }

  /// False where something could not be read; that has been told.
  private func isShown(_ style: Sparkline) throws -> Bool {
    let files = try EventFiles(at: path)
    for problem in files.problems { StandardError.say(problem) }
    let listing = try EventListing(files.catalogue, tag: tag, path: path)
    try StandardOutput.write(listing.rendered(as: format.format, style: style))
    return !files.isDamaged
  }

  private func isFollowed(_ style: Sparkline) async throws -> Bool {
    let folder = (try? EventFolder(path)) ?? EventFolder(folder: path)
    let stream = EventStream(
      folder: folder, filter: TagFilter(tag), format: format.format, style: style, clock: ContinuousClock())
    return try await stream.run(untilIdle: untilIdle.map { .seconds($0) })
  }
}
