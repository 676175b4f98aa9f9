// SPDX-License-Identifier: Apache-2.0
package import ArgumentParser
import AttuneJob
import AttuneLocal

package struct TensorBoardCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "tensorboard",
    abstract: "Open TensorBoard on a job.",
    discussion: """
      Each trial is a run, such as 'trial-07 lr=0.01', with the event files that its trainer wrote and the metric as \
      Attune measured it; the HParams tab shows the parameters and the final metric of every trial. Your own \
      TensorBoard is started (the one on PATH, of python3, or where the job's trainer has its programs), at this \
      machine's loopback address, and its URL is printed. It follows the job while that runs. Ctrl-C ends it.

        attune tensorboard
        attune tensorboard --port 7007 -- --samples_per_plugin scalars=0
        tensorboard --logdir "$(attune tensorboard --print-logdir)"
      """)

  @OptionGroup package var options: JobOptions
  @Option(help: ArgumentHelp("Where TensorBoard listens; the first free one from 6006 on if left out.", valueName: "n"))
  package var port: Int?
  @Flag(help: "Only print the directory, up to date, for a TensorBoard of your own.")
  package var printLogdir = false
  @Flag(help: "Print the directory and keep it up to date until the job has ended, without a TensorBoard.")
  package var noLaunch = false
  @Argument(
    parsing: .postTerminator,
    help: ArgumentHelp("Options for TensorBoard, behind '--'.", valueName: "option"))
  package var arguments: [String] = []

  package init() {}

  package func validate() throws {
    if let port, !(0...65_535).contains(port) { throw ValidationError("'--port \(port)' is no port") }
    if printLogdir && noLaunch { throw ValidationError("give either --print-logdir or --no-launch") }
    if let own = arguments.first(where: { $0.hasPrefix("--port") || $0.hasPrefix("--logdir") }) {
      throw ValidationError("'\(own)' is set by attune; for another port: attune tensorboard --port N")
    }
  }

  package func run() async throws {
    let service = try Composition.service()
    let summary = try await service.find(options.job)
    let paths = try Composition.home().job(summary.id)
    let program = printLogdir || noLaunch ? nil : try TensorBoardProgram(for: summary.spec, in: paths)
    let feed = try await TensorBoardFeed(of: summary.id, in: paths, from: service)
    guard let program else {
      try StandardOutput.write(PrintableText.escaped(paths.tensorBoard) + "\n")
      return printLogdir
        ? ()
        : try await untilItEnds {
          try await feed.follow(untilFinished: true)
          return .done
        }
    }
    let port = try freePort()
    let server = TensorBoardServer(program, port: port, arguments: arguments, log: TensorBoardFolder.log(in: paths))
    let count = feed.trialCount
    try await untilItEnds {
      try await server.run(beside: { try await feed.follow(untilFinished: false) }) {
        try? StandardOutput.write("http://127.0.0.1:\(port)/\n")
        StandardError.say("TensorBoard shows job \(summary.id), \(count) trials; Ctrl-C ends it")
      }
    }
  }

  private func freePort() throws -> Int {
    let wish = port ?? 0
    if wish > 0 {
      guard LoopbackPort.isFree(wish) else {
        throw InputError("port \(wish) is taken; leave --port out, and a free one is found")
      }
      return wish
    }
    guard let free = LoopbackPort.free(among: port == nil ? 6006..<6106 : 0..<0) else {
      throw InputError("there is no free port; end a server, or name a port with --port")
    }
    return free
  }

  /// A signal ends the work, and is told in the exit code.
  private func untilItEnds(_ work: @escaping @Sendable () async throws -> AttuneExit) async throws {
    let signals = EndingSignals()
    defer { withExtendedLifetime(signals) {} }
    let exits = signals.exits
    let exit = try await withThrowingTaskGroup(of: AttuneExit?.self) { group in
      group.addTask { await exits.first { _ in true } }
      group.addTask { try await work() }
      let first = try await group.next() ?? nil
      group.cancelAll()
      return first
    }
    if let exit, exit != .done { throw exit }
  }
}
