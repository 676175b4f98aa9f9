// SPDX-License-Identifier: Apache-2.0
import AttuneConfig
import AttuneJob
import FoundationEssentials

extension RunOptions {
  /// What was said on the command line.
  var request: JobRequest {
    JobRequest(
      directory: FileManager.default.currentDirectoryPath, configurationFile: config, program: program, name: name,
      seed: seed, limits: .init(maxTrials: maxTrials, maxParallelTrials: maxParallelTrials), isInPlace: inPlace)
  }

  /// `SCRIPT ARG …`, or a command behind `--`, which is used as it is.
  private var program: JobRequest.Program {
    guard let first = trainer.first else { return .none }
    guard first != "--" else { return .command(Array(trainer.dropFirst())) }
    let arguments = Array(trainer.dropFirst())
    // A bare `--` behind the script says that there are no arguments, whatever the file says.
    let given = arguments.first == "--" ? Array(arguments.dropFirst()) : arguments
    return .script(first, arguments: arguments.isEmpty ? nil : given)
  }

  /// The job to make, once everything about it has been said.
  func spec() throws -> JobSpec {
    let resolution = request.resolved(gpus: Accelerators.count)
    for diagnostic in resolution.diagnostics { StandardError.say(diagnostic) }
    guard let spec = resolution.spec else { throw AttuneExit.badInput }
    return spec
  }
}
