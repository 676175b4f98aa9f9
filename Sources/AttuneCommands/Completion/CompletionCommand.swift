// SPDX-License-Identifier: Apache-2.0
package import ArgumentParser

package struct CompletionCommand: AsyncParsableCommand {
  package enum Shell: String, CaseIterable, ExpressibleByArgument {
    case bash, zsh, fish
  }

  package static let configuration = CommandConfiguration(
    commandName: "completion",
    abstract: "Print a completion script for your shell.",
    discussion: """
      It knows verbs, options and job ids. Install it once, for shells that are started later; for zsh into a \
      folder of fpath, before compinit.

        attune completion bash > ~/.local/share/bash-completion/completions/attune
        attune completion zsh > ~/.zfunc/_attune
        attune completion fish > ~/.config/fish/completions/attune.fish
      """)

  @Argument(help: "The shell.")
  package var shell: Shell

  package init() {}

  package func run() async throws {
    let shell: CompletionShell =
      switch shell {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    try StandardOutput.write(Attune.completionScript(for: shell) + "\n")
  }
}
