// SPDX-License-Identifier: Apache-2.0
package import ArgumentParser
package import AttuneJob
import AttuneStudy

package struct CollectCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "collect",
    abstract: "Bring what trials wrote into a folder of yours.",
    discussion: """
      Each trial gets a folder <destination>/<job>-<trial> with all that it made or changed, such as models and \
      event files, its logs, and trial.json. Files that you changed there are left as they are. The folders' paths \
      are printed.

        attune collect
        attune collect --trials 1,4,7 --destination /data/runs
      """)

  @OptionGroup package var job: JobOptions
  @Option(help: ArgumentHelp("best, all, or numbers such as 1,4,7.", valueName: "trials"))
  package var trials = "best"
  @Option(help: ArgumentHelp("Where the folders are made.", valueName: "folder"), completion: .directory)
  package var destination = "runs"

  package init() {}

  package func validate() throws {
    _ = try JobService.CollectSelection(words: trials)
  }

  package func run() async throws {
    let service = try Composition.service()
    let job = try await service.find(job.job)
    let collected = try await service.collect(.init(words: trials), of: job, into: destination)
    for notice in collected.flatMap(\.notices) { StandardError.say(notice) }
    try StandardOutput.write(collected.map { PrintableText.escaped($0.path) + "\n" }.joined())
  }
}

extension JobService.CollectSelection {
  /// `best`, `all` or `1,4,7`.
  package init(words: String) throws {
    switch words {
    case "best": self = .best
    case "all": self = .all
    default:
      let numbers = words.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
      let ids = numbers.compactMap { $0.flatMap { $0 > 0 ? Trial.ID($0) : nil } }
      guard ids.count == numbers.count else {
        throw ValidationError("'--trials \(words)' names no trials; give best, all, or numbers such as 1,4,7")
      }
      self = .trials(ids)
    }
  }
}

extension CollectedTrial {
  package var notices: [String] {
    kept.map { "kept as you changed it: \(PrintableText.escaped("\(path)/\($0)"))" }
  }
}
