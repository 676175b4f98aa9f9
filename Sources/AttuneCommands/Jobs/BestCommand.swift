// SPDX-License-Identifier: Apache-2.0
package import ArgumentParser
import AttuneJob
import AttuneOptimizers
import FoundationEssentials

package struct BestCommand: AsyncParsableCommand {
  /// A listing's formats, and one to paste.
  package enum Format: String, CaseIterable, ExpressibleByArgument {
    case table, json, csv, args
  }

  package static let configuration = CommandConfiguration(
    commandName: "best",
    abstract: "Show the best trial, and how to repeat it.",
    discussion: """
      By the metric's best value, and by the model where the optimizer has one: under noise the best value may \
      just have been luck. With --format args only the hyperparameters are printed, ready for a command line.

        attune best
        python3 train.py $(attune best --format args)
      """)

  @OptionGroup package var job: JobOptions
  @Option(help: ArgumentHelp("How it is written.", valueName: "format"))
  package var format = Format.table

  package init() {}

  package func run() async throws {
    let service = try Composition.service()
    let job = try await service.find(job.job)
    let measurements = format == .json ? try await service.measurements(of: job.id) : [:]
    let best = try BestTrial(
      of: job, in: try await service.trials(of: job), measurements: measurements,
      recommendation: try await recommendation(for: job, service),
      currentDirectory: FileManager.default.currentDirectoryPath)
    try StandardOutput.write(best.rendered(as: format))
  }

  private func recommendation(for job: JobSummary, _ service: JobService) async throws -> Recommendation? {
    guard let tuning = job.spec.tuning, format == .table || format == .json else { return nil }
    return tuning.algorithm.recommendation(for: try await service.history(of: job.id).machine.study)
  }
}
