// SPDX-License-Identifier: Apache-2.0
import Testing

/// What stands before the script on a command line.
@Suite struct `An option before the script` {
  @Test(arguments: ["run", "submit", "check"], ["--help", "-h"])
  func `asks for help`(verb: String, option: String) throws {
    let result = try Project(nil).attune(verb, option)
    #expect(result.status == 0)
    #expect(result.output.contains("USAGE: attune \(verb)"))
  }

  @Test(arguments: ["run", "submit", "check"])
  func `that does not exist is told as such, and is no script`(verb: String) throws {
    let result = try Project("guide").attune(verb, "--bogus", "train.py")
    #expect(result.status == 64)
    #expect(
      result.words.contains(
        "unknown option '--bogus'; 'attune help run' lists them, and a script of that name is given as './--bogus'"))
  }
}
