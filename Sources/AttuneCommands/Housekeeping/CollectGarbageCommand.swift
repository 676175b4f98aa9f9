// SPDX-License-Identifier: Apache-2.0
package import ArgumentParser
import AttuneJob
import AttuneLocal

package struct CollectGarbageCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "gc",
    abstract: "Free the space that nothing needs any more.",
    discussion: """
      Removes jobs that have been in the trash for 30 days, and what a kill or a full disk left: folders of jobs \
      that were never made, files that were to replace others, copies in the folders of ended trials. Prints what \
      and how many bytes. What is in use, younger than an hour or unreadable stays.

        attune gc --dry-run
      """)

  @Flag(help: "Only show what would be removed.")
  package var dryRun = false
  @Option(help: ArgumentHelp("How long removed jobs are kept in the trash.", valueName: "days"))
  package var keep = 30
  @OptionGroup package var format: FormatOptions

  package init() {}

  package func validate() throws {
    guard (0...36_500).contains(keep) else { throw ValidationError("'--keep \(keep)' is no number of days") }
  }

  package func run() async throws {
    let search = GarbageSearch(in: try Composition.home(), at: Composition.now(), keepingTrashFor: keep)
    var report = GarbageReport(isDryRun: dryRun)
    for garbage in try search.findings() {
      do {
        if !dryRun { try garbage.remove() }
        report.removed.append(garbage)
      } catch {
        report.problems.append(error.description)
      }
    }
    try StandardOutput.write(report.rendered(as: format.format, width: Terminal.output.cuttingWidth))
    for problem in report.problems { StandardError.say("attune: error: \(PrintableText.escaped(problem))") }
    StandardError.say(report.sentence)
    if !report.problems.isEmpty { throw AttuneExit.internalError }
  }
}

/// What `attune gc` removed, or would remove.
struct GarbageReport: Sendable {
  let isDryRun: Bool
  var removed: [Garbage] = []
  var problems: [String] = []

  init(isDryRun: Bool, removed: [Garbage] = []) {
    self.isDryRun = isDryRun
    self.removed = removed
  }

  func rendered(as format: OutputFormat, width: Int? = nil) -> String {
    let table = Table(
      [.init("kind", .left), .init("bytes"), .init("path", .left)],
      rows: removed.map { [$0.kind.rawValue, "\($0.bytes)", $0.path] })
    return table.rendered(
      as: format, width: width,
      json: .array(
        removed.map {
          .object(["kind": .string($0.kind.rawValue), "bytes": .integer($0.bytes), "path": .string($0.path)])
        }))
  }

  var sentence: String {
    guard !removed.isEmpty else { return "there is nothing to remove" }
    let size = ByteCount.text(removed.reduce(0) { $0 + $1.bytes })
    let things = "\(removed.count) \(removed.count == 1 ? "thing" : "things")"
    return isDryRun ? "would remove \(things), \(size)" : "removed \(things), \(size)"
  }
}
