// SPDX-License-Identifier: Apache-2.0
package import ArgumentParser
import AttuneJob

package struct WatchCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Follow a running job live.",
    discussion: """
      Ctrl-C leaves the job running.

        attune watch
      """)

  @OptionGroup package var options: JobOptions
  @OptionGroup package var display: DisplayOptions

  package init() {}

  package func run() async throws {
    let service = try Composition.service()
    let summary = try await service.find(options.job)
    try await Foreground(service: service, display: display).watch(summary.id)
  }
}
