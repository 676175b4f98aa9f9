// SPDX-License-Identifier: Apache-2.0
import AttuneJob

/// What was said on the command line of `run`, `submit` or `check`.
package struct JobRequest: Sendable {
  package enum Program: Sendable, Hashable {
    case none
    /// `arguments` is nil where none were given, and empty after a bare `--`, which beats `args` of the file.
    case script(String, arguments: [String]?)
    /// `-- COMMAND`, used as it is.
    case command([String])
  }

  /// The directory in which the command was given: absolute.
  package var directory: String
  /// `--config`; nil looks for the usual names.
  package var configurationFile: String?
  package var program: Program
  package var name: String?
  package var seed: UInt64?
  package var limits: ConfigurationReader.Overrides
  package var isInPlace: Bool

  package init(
    directory: String, configurationFile: String? = nil, program: Program = .none, name: String? = nil,
    seed: UInt64? = nil, limits: ConfigurationReader.Overrides = .init(), isInPlace: Bool = false
  ) {
    self.directory = directory
    self.configurationFile = configurationFile
    self.program = program
    self.name = name
    self.seed = seed
    self.limits = limits
    self.isInPlace = isInPlace
  }
}
