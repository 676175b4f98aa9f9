// SPDX-License-Identifier: Apache-2.0
package import ArgumentParser
import AttuneJob

package struct TrialsCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "trials",
    abstract: "Show the table of a job's trials, best first.",
    discussion: """
      Trials without a final metric follow by number, with NA. Where a trial is not a plain success, two more \
      columns tell its state and the reason. JSON holds also times, every measurement, and why each trial was \
      suggested.

        attune trials
        attune trials --format csv > trials.csv
      """)

  @OptionGroup package var job: JobOptions
  @OptionGroup package var format: FormatOptions

  package init() {}

  package func run() async throws {
    let service = try Composition.service()
    let job = try await service.find(job.job)
    let table = try await service.trials(of: job)
    let isJSON = format.format == .json
    let measurements = isJSON ? try await service.measurements(of: job.id) : [:]
    if table.records.isEmpty { StandardError.say("job \(job.id) has no trials yet") }
    try StandardOutput.write(
      table.rendered(
        as: format.format, measurements: measurements, memory: isJSON ? try table.memory(of: job.id) : [:],
        width: Terminal.output.cuttingWidth))
    try table.reportDamage()
  }
}
