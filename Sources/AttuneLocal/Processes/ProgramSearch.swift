// SPDX-License-Identifier: Apache-2.0
package import AttuneJob
import Glibc

/// Finds a program as the trainer's own shell would, so that a missing one is named before anything starts.
package struct ProgramSearch: Sendable {
  /// `PATH` of the trainer.
  let searchPath: String
  let workingDirectory: String

  package init(searchPath: String, workingDirectory: String) {
    self.searchPath = searchPath
    self.workingDirectory = workingDirectory
  }

  package func find(_ program: String) throws(TrialExecutorError) -> String {
    guard !program.isEmpty else { throw TrialExecutorError(.couldNotStart, "the command is empty") }
    if program.contains("/") {
      let path = AbsolutePath.of(program, from: workingDirectory)
      guard isExecutable(path) else { throw missing(program, at: path) }
      return path
    }
    for folder in searchPath.split(separator: ":", omittingEmptySubsequences: false) {
      // An empty entry means the working directory.
      let path = AbsolutePath.of(folder.isEmpty ? program : "\(folder)/\(program)", from: workingDirectory)
      if isExecutable(path) { return path }
    }
    throw TrialExecutorError(
      .couldNotStart,
      "'\(program)' is not on the trainer's PATH (\(searchPath)); install it, or give its full path")
  }

  private func isExecutable(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
  }

  private func missing(_ program: String, at path: String) -> TrialExecutorError {
    access(path, F_OK) == 0
      ? TrialExecutorError(.couldNotStart, "'\(program)' is not executable; chmod +x it, or name its interpreter")
      : TrialExecutorError(.couldNotStart, "there is no '\(program)' in '\(workingDirectory)'")
  }
}
