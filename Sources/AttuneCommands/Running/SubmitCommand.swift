// SPDX-License-Identifier: Apache-2.0
package import ArgumentParser
import AttuneJob
import AttuneLocal

package struct SubmitCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "submit",
    abstract: "Start a job in the background.",
    usage: """
      attune submit [--config tuning.yml] [options] SCRIPT [ARG ...]
      attune submit [--config tuning.yml] [options] -- COMMAND [ARG ...]
      """,
    discussion: """
      Prints the job's id and returns; the job outlives the terminal. 'attune watch' follows it, 'attune cancel' \
      ends it, and the same command resumes it should the machine have gone down.

        attune submit train.py --epochs 300
      """)

  @OptionGroup package var options: RunOptions

  package init() {}

  package func run() async throws {
    let spec = try options.spec()
    let service = try Composition.service(takesOver: options.takeOver.takeOver)
    let session = JobSession(service: service, say: StandardError.say)
    switch try await session.begin(
      spec, seedIsGiven: options.seed != nil, isNew: options.new, environment: Composition.environment)
    {
    case .started(let id), .resumed(let id):
      let controller = DetachedController(
        service: service, home: try Composition.home(), takesOver: options.takeOver.takeOver)
      try await controller.start(id)
      try StandardOutput.write("\(id)\n")
      StandardError.say("job \(id) runs in the background: \(spec.sentence); 'attune watch' follows it")
    case .attached(let job, let owner):
      try StandardOutput.write("\(job.id)\n")
      StandardError.say("job \(job.id) runs already (process \(owner.pid) on \(owner.host))")
    }
  }
}

/// The background half of `submit`: owns one job until it has finished.
package struct ControlCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "control", abstract: "Own a job without a terminal.", shouldDisplay: false)

  @OptionGroup package var takeOver: TakeOverOptions
  @Argument package var job: String

  package init() {}

  package func run() async throws {
    let service = try Composition.service(takesOver: takeOver.takeOver)
    let summary = try await service.find(job)
    let display = try DisplayOptions.parse(["--plain"])
    try await Foreground(service: service, display: display).run(summary.id)
  }
}
