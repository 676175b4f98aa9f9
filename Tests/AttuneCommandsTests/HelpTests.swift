// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AttuneCommands
import Testing

@Suite struct `Help` {
  static let verbs = Attune.configuration.subcommands.map { $0.configuration }.filter(\.shouldDisplay)
    .compactMap(\.commandName)

  @Test func `of attune itself`() throws {
    try Snapshot.expect(Attune.helpMessage(columns: 80), is: "help")
  }

  @Test(arguments: verbs)
  func `of a verb`(verb: String) throws {
    let command = try #require(Attune.configuration.subcommands.first { $0.configuration.commandName == verb })
    try Snapshot.expect(Attune.helpMessage(for: command, columns: 80), is: "help-\(verb)")
  }

  @Test(arguments: verbs)
  func `shows an example of each verb`(verb: String) throws {
    let command = try #require(Attune.configuration.subcommands.first { $0.configuration.commandName == verb })
    #expect(command.configuration.discussion.contains("attune \(verb)"))
  }
}
