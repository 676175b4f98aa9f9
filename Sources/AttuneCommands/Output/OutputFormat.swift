// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// How a listing is written.
package enum OutputFormat: String, CaseIterable, Sendable, ExpressibleByArgument {
  case table, json, csv
}

/// `--format` of every listing verb.
package struct FormatOptions: ParsableArguments {
  @Option(help: ArgumentHelp("How it is written.", valueName: "format"))
  package var format = OutputFormat.table

  package init() {}
}
