// SPDX-License-Identifier: Apache-2.0
package import ArgumentParser
import AttuneJob
import AttuneLocal

package struct DoctorCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Show what is missing on this machine.",
    discussion: """
      Each line says what a thing is needed for. Only what says 'broken' keeps jobs from running, and makes this \
      command end with 2.

        attune doctor
      """)

  @OptionGroup package var format: FormatOptions

  package init() {}

  package func run() async throws {
    let report = DoctorReport(
      findings: ProgramFindings.all(in: Programs()) + MachineFindings.all(gpus: Accelerators.installed)
        + HomeFindings.all(in: try Composition.home().folder)
        + JobFindings.all(among: (try? await Composition.service().jobs()) ?? []))
    try StandardOutput.write(report.rendered(as: format.format))
    if report.isBroken { throw AttuneExit.badInput }
  }
}
