// SPDX-License-Identifier: Apache-2.0
package import ArgumentParser
import AttuneJob

package struct CancelCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "cancel",
    abstract: "End a job for good; its results stay.",
    discussion: """
      Running trainers are stopped; returns when they are gone. A cancelled job is not resumed; its trials can be \
      collected. The job must be named when more than one is unfinished.

        attune cancel
      """)

  @OptionGroup package var options: JobOptions
  @OptionGroup package var takeOver: TakeOverOptions

  package init() {}

  package func run() async throws {
    let service = try Composition.service(takesOver: takeOver.takeOver)
    let summary = try await service.cancellable(options.job)
    let history = try await service.cancel(summary)
    StandardError.say("job \(summary.id) is \(history.summary.state.rawValue)")
  }
}
