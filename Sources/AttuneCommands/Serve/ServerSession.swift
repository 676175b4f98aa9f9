// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal
import AttuneServer

/// A server from its first word to its last, and what it looks after beside answering.
struct ServerSession {
  let home: AttuneHome
  let service: JobService
  let place: AttuneServer.Place
  let tokens: TokenFiles.Kept

  /// Until Ctrl-C or SIGTERM; requests under way are answered first.
  func run() async throws {
    let keeper = JobKeeper(service: service, home: home)
    let storage = LocalObjectStorage(home: home)
    let packages = PackageFolders(home: home, storage: storage, environment: Composition.environment)
    packages.discardAll()
    let server = AttuneServer(
      place, tokens: Tokens(owner: tokens.owner, viewer: tokens.viewer), jobs: service,
      storage: storage, studies: try Composition.studies(),
      in: Surroundings(
        gpus: Accelerators.count, environment: Composition.environment,
        unpack: packages.unpack, discard: packages.discard,
        wake: { keeper.wake() }, log: { StandardError.say(PrintableText.escaped($0)) }))
    try await server.run(beside: keeper.run, begin: greet)
  }

  @Sendable private func greet(_ port: Int) {
    let base = "http://\(place.host.contains(":") ? "[\(place.host)]" : place.host):\(port)"
    let files = TokenFiles(home: home)
    StandardError.say("listening at \(base); Ctrl-C ends the server, not its jobs")
    StandardError.say(
      "the owner's token is in '\(files.path(of: .owner))', the viewer's in '\(files.path(of: .viewer))'")
    if tokens.areNew {
      StandardError.say("shown this once: \(base)/v1/projects/local/jobs?key=\(tokens.owner)")
    }
    if !Loopback.includes(place.host) {
      StandardError.say(
        "warning: not encrypted: whoever can read this network can take the token and run commands as you")
    }
  }
}
