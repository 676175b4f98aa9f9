// SPDX-License-Identifier: Apache-2.0
package import ArgumentParser
import AttuneJob
import AttuneStudy

package struct LogsCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "logs",
    abstract: "Show what trainers printed, with times.",
    discussion: """
      Each line has the time at which it was read. Without --trial, all trials' lines are shown one trial after \
      another, with the trial's number; with --follow as they come, until the job has finished. Of a line that a \
      progress bar wrote over, the last state is shown. Of a trial that failed, --trial also tells the reason and the \
      command, on standard error.

        attune logs --trial 3
        attune logs --follow
      """)

  @OptionGroup package var job: JobOptions
  @Option(help: ArgumentHelp("Only this trial.", valueName: "number"))
  package var trial: Int?
  @Flag(help: "Go on while lines are written.")
  package var follow = false
  @Flag(help: "Lines as they were written: no times, nothing left out.")
  package var raw = false

  package init() {}

  package func validate() throws {
    if let trial, trial < 1 { throw ValidationError("trials are numbered from 1, so there is no trial \(trial)") }
  }

  package func run() async throws {
    let service = try Composition.service()
    let job = try await service.find(job.job)
    let log = JobLog(service: service, job: job, clock: ContinuousClock())
    let style = raw ? LogLine.Style.raw : .timed(namesTrial: trial == nil)
    try await log.write(trial.map { Trial.ID($0) }, follow: follow) { $0.text(style) }
    if let trial, !raw { try await explain(Trial.ID(trial), in: job, service) }
  }

  /// Below its last lines: what went wrong, and how to see it again by hand.
  private func explain(_ trial: Trial.ID, in job: JobSummary, _ service: JobService) async throws {
    guard let record = try await service.record(of: trial, in: job.id), record.state.wentWrong,
      let launch = try? await service.launch(of: trial, in: job.id)
    else { return }
    StandardError.say("trial \(trial) \(record.state == .failed ? "failed" : "is infeasible"): \(record.reason)")
    StandardError.say("its command, to be given in \(ShellWord.quoted(job.spec.directory)):")
    StandardError.say("  \(ShellWord.line(launch.command))")
  }
}

extension TrialRecord.State {
  fileprivate var wentWrong: Bool { self == .failed || self == .infeasible }
}
