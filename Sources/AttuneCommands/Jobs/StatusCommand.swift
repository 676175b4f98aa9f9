// SPDX-License-Identifier: Apache-2.0
package import ArgumentParser
import AttuneJob

package struct StatusCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show how a job stands, and its best trial so far.",
    discussion: """
      With --format json it is the Job object of Cloud ML Engine, with all trials.

        attune status
        attune status attune_2026_11 --format json
      """)

  @OptionGroup package var job: JobOptions
  @OptionGroup package var format: FormatOptions

  package init() {}

  package func run() async throws {
    let service = try Composition.service()
    let job = try await service.find(job.job)
    let table = try await service.trials(of: job)
    let status = JobStatus(
      job: job, owner: try await service.owner(of: job.id), table: table,
      measurements: format.format == .json ? try await service.measurements(of: job.id) : [:],
      memory: try table.memory(of: job.id))
    try StandardOutput.write(status.rendered(as: format.format))
    try table.reportDamage()
  }
}
