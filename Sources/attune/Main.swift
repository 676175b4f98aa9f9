// SPDX-License-Identifier: Apache-2.0
import AttuneCommands

@main struct Main {
  static func main() async { await Attune.start() }
}
