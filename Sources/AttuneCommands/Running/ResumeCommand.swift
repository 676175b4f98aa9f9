// SPDX-License-Identifier: Apache-2.0
package import ArgumentParser
import AttuneJob

package struct ResumeCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Go on with an unfinished or failed job.",
    discussion: """
      The job goes on with the sources and settings it was made with, whatever has changed since. Trainers that \
      still run are taken back, not started again. A failed job must have trials left.

        attune resume attune_2026_11
      """)

  @OptionGroup package var options: JobOptions
  @OptionGroup package var takeOver: TakeOverOptions
  @OptionGroup package var display: DisplayOptions

  package init() {}

  package func run() async throws {
    let service = try Composition.service(takesOver: takeOver.takeOver)
    let summary = try await service.find(options.job)
    let foreground = Foreground(service: service, display: display)
    if let owner = try await service.owner(of: summary.id) {
      StandardError.say("job \(summary.id) runs already (process \(owner.pid) on \(owner.host)); watching it")
      return try await foreground.watch(summary.id)
    }
    try await service.reopen(summary)
    StandardError.say("job \(summary.id) goes on: \(summary.spec.sentence)")
    try await foreground.run(summary.id)
  }
}
