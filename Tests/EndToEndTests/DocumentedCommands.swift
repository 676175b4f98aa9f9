// SPDX-License-Identifier: Apache-2.0

/// The blocks of a Markdown document that are marked `sh`: commands that must work as they stand there.
struct DocumentedCommands {
  struct Block {
    /// Of its first command, from 1.
    let line: Int
    let script: String
  }

  let blocks: [Block]

  init(markdown: String) {
    var blocks: [Block] = []
    var lines: [Substring]?
    for (index, line) in markdown.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line == "```sh" {
        lines = []
      } else if let script = lines, line == "```" {
        blocks.append(Block(line: index - script.count + 1, script: script.joined(separator: "\n")))
        lines = nil
      } else {
        lines?.append(line)
      }
    }
    self.blocks = blocks
  }
}
