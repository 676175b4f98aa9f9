// SPDX-License-Identifier: Apache-2.0
package import ArgumentParser
import AttuneJob
import AttuneLocal
import AttuneServer

package struct ServeCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Answer to HTTP: the REST API of Cloud ML Engine, on this machine.",
    usage: "attune serve [--host HOST] [--port PORT] [options]",
    discussion: """
      Programs and Google's API clients create, watch and cancel jobs over HTTP, with a token that is made at the \
      first start. Jobs run under controllers of their own: they go on when the server ends, and the server gives \
      those that have lost theirs a new one.

        attune serve                         http://127.0.0.1:8080, for this machine only
        curl -H "Authorization: Bearer $(attune serve --show-token owner)" \\
          http://127.0.0.1:8080/v1/projects/local/jobs

      Whoever has the owner's token can run commands as you. Ctrl-C ends the server.
      """)

  @Option(help: ArgumentHelp("The address to listen at; others than loopback need --unencrypted.", valueName: "host"))
  package var host = "127.0.0.1"

  @Option(help: ArgumentHelp("The port to listen at; 0 takes one that is free.", valueName: "port"))
  package var port: UInt16 = 8080

  @Option(
    help: ArgumentHelp(
      "A further name under which clients call it, such as that of a TLS proxy in front; may be repeated.",
      valueName: "name"))
  package var allowHost: [String] = []

  @Flag(
    help: ArgumentHelp(
      "Listen beyond this machine without TLS: whoever can read the network can then take the token and run commands."))
  package var unencrypted = false

  @Option(help: ArgumentHelp("Print a token, and do nothing else: owner or viewer.", valueName: "whose"))
  package var showToken: TokenFiles.Holder?

  @Flag(help: "Make new tokens first; those that were given out are worth nothing then.")
  package var renewTokens = false

  package init() {}

  package func validate() throws {
    guard unencrypted || Loopback.includes(host) else {
      throw ValidationError(
        "'\(host)' can be reached from other machines, and HTTP is not encrypted: put a TLS proxy in front of a "
          + "loopback address (and give --allow-host its name), or say --unencrypted")
    }
  }

  package func run() async throws {
    let home = try Composition.home()
    let tokens = try TokenFiles(home: home).tokens(renewing: renewTokens)
    if let showToken {
      try StandardOutput.write("\(tokens[showToken])\n")
      return
    }
    try await ServerSession(
      home: home, service: Composition.service(), place: .init(host: host, port: Int(port), names: allowHost),
      tokens: tokens
    ).run()
  }
}
