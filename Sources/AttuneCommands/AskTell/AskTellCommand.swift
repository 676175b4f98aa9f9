// SPDX-License-Identifier: Apache-2.0
package import ArgumentParser
import AttuneConfig
import AttuneOptimizers
import FoundationEssentials

package struct AskTellCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "ask-tell",
    abstract: "The optimizer alone, for programs with a loop.",
    discussion: """
      One JSON object a line on standard input, one reply a line on standard output. The study is kept in memory \
      only. A mistake is answered with an error, and the stream goes on.

        {"method":"suggest","count":1}
        {"method":"measure","trialId":"1","step":3,"value":0.91}
        {"method":"complete","trialId":"1","value":0.97}
        {"method":"fail","trialId":"1","reason":"out of memory"}
        {"method":"add","parameters":{"x":0.5},"value":0.97}
        {"method":"trials"}

        echo '{"method":"suggest"}' | attune ask-tell --config tuning.yml
      """)

  @Option(help: ArgumentHelp("The tuning file; without it, tuning.yml here.", valueName: "file"), completion: .file())
  package var config: String?
  @Option(help: ArgumentHelp("Makes suggestions repeatable.", valueName: "number"))
  package var seed: UInt64 = 0

  package init() {}

  package func run() async throws {
    let directory = FileManager.default.currentDirectoryPath
    let found = JobRequest(directory: directory, configurationFile: config).configuration(gpus: Accelerators.count)
    let configuration = try found.reading.accepted()
    guard var tuning = configuration.tuning else {
      throw InputError("\(found.name ?? "the request") has no hyperparameters, so there is nothing to suggest")
    }
    try await tuning.inherit(say: StandardError.say)
    var dialogue = AskTellDialogue(tuning, seed: seed)
    while let line = readLine() { try StandardOutput.write(dialogue.reply(to: line) + "\n") }
  }
}
