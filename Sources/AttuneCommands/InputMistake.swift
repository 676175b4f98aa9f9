// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneServer
import AttuneStudy

/// An error whose cause is what the user gave: its text is shown, and the exit code is 2.
package protocol InputMistake: Error, CustomStringConvertible {}

/// But for those that the machine is to blame for.
extension JobFilesError: InputMistake {}
extension InheritanceError: InputMistake {}
extension OptimizerError: InputMistake {}
extension ListeningError: InputMistake {}

/// What the user named can't be used.
package struct InputError: InputMistake, Hashable {
  /// What happened, to what, what to do.
  package let description: String

  package init(_ description: String) { self.description = description }
}
