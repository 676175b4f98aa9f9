// SPDX-License-Identifier: Apache-2.0
package import ArgumentParser
import AttuneJob

package struct RetryCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "retry",
    abstract: "Run a job's failed trials again.",
    discussion: """
      Each failed trial gets another attempt, with the values that it had. A job that has succeeded or failed is opened \
      again for it; one that runs is told. A cancelled job stays closed.

        attune retry attune_2026_11 --failed
      """)

  @OptionGroup package var options: JobOptions
  @Flag(help: "The failed trials: the only ones that can be run again.")
  package var failed = false
  @OptionGroup package var display: DisplayOptions

  package init() {}

  package func validate() throws {
    guard failed else { throw ValidationError("Say which trials are to run again: --failed") }
  }

  package func run() async throws {
    let service = try Composition.service()
    let summary = try await service.find(options.job)
    let count = try await service.retryFailed(summary)
    let trials = "\(count) failed \(count == 1 ? "trial runs" : "trials run") again"
    if let owner = try await service.owner(of: summary.id) {
      StandardError.say("job \(summary.id) (process \(owner.pid) on \(owner.host)): \(trials)")
      return
    }
    StandardError.say("job \(summary.id) goes on: \(trials)")
    try await Foreground(service: service, display: display).run(summary.id)
  }
}
