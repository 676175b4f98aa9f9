// SPDX-License-Identifier: Apache-2.0
package import ArgumentParser
import AttuneJob
import AttuneOptimizers

package struct ImportanceCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "importance",
    abstract: "Show which parameters matter.",
    discussion: """
      How much each parameter's values in the best trials differ from those in all trials, as a share of 1; and the \
      chance that a parameter without effect differs as much. Takes ten trials with a metric; more tell more. The \
      job may still be running.

        attune importance
        attune importance --format csv > importance.csv
      """)

  @OptionGroup package var job: JobOptions
  @OptionGroup package var format: FormatOptions

  package init() {}

  package func run() async throws {
    let service = try Composition.service()
    let job = try await service.find(job.job)
    let report = try ImportanceReport(of: try await service.history(of: job.id).machine.study, job: job.id)
    StandardError.say(report.note)
    try StandardOutput.write(report.rendered(as: format.format))
  }
}
