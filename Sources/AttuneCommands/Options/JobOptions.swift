// SPDX-License-Identifier: Apache-2.0
package import ArgumentParser

/// Which job a command is about.
package struct JobOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("The job's id, or the beginning of it; the latest job if left out.", valueName: "job"),
    completion: .custom { _, _, prefix in JobNames.beginning(with: prefix) })
  package var job: String?

  package init() {}
}
