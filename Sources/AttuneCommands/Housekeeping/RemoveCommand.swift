// SPDX-License-Identifier: Apache-2.0
package import ArgumentParser
import AttuneJob
import AttuneLocal

package struct RemoveCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "rm",
    abstract: "Remove jobs, with all that their trials wrote.",
    discussion: """
      They go to the trash of $ATTUNE_HOME, from where 'attune gc' removes them after 30 days; until then, moving \
      a folder back to jobs/ brings its job back. A job that runs, or whose trainers do, is not removed. Where each \
      job went is printed. The job must be named when more than one is running.

        attune rm attune_2026_11_24
        attune rm --purge attune_2026_11_24
      """)

  @Argument(
    help: ArgumentHelp("The jobs' ids, or the beginnings of them; the latest job if left out.", valueName: "job"),
    completion: .custom { _, _, prefix in JobNames.beginning(with: prefix) })
  package var jobs: [String] = []
  @Flag(help: "Remove them for good, at once.")
  package var purge = false

  package init() {}

  package func run() async throws {
    let service = try Composition.service()
    let trash = JobTrash(home: try Composition.home())
    // All are found before the first is removed.
    var found: [JobID] = []
    for name in jobs { found.append(try await service.named(name, mustBeReadable: purge)) }
    if jobs.isEmpty { found = [try await service.onlyOne(to: "remove").id] }
    for job in found {
      if purge {
        try trash.purge(job, as: Composition.owner, at: Composition.now())
        StandardError.say("job \(job) is removed")
      } else {
        let place = try trash.take(job, as: Composition.owner, at: Composition.now())
        try StandardOutput.write(PrintableText.escaped(place) + "\n")
      }
    }
  }
}

extension JobService {
  /// A job by its id or the beginning of it; one that can't be read only by its whole name.
  fileprivate func named(_ name: String, mustBeReadable: Bool) async throws -> JobID {
    do {
      return try await find(name).id
    } catch let error as JobStoreError {
      guard error.code == .unreadable, let job = JobID(rawValue: name) else { throw error }
      guard !mustBeReadable else {
        throw JobStoreError(.unreadable, "\(error); it is not removed for good, only to the trash: leave out --purge")
      }
      return job
    }
  }
}
