// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AttuneCommands
import AttuneJob
import AttuneStudy
import Testing

@Suite struct `An error` {
  @Test(arguments: [
    (JobStoreError.Code.notFound, AttuneExit.badInput), (.alreadyExists, .badInput), (.ownedElsewhere, .badInput),
    (.unreadable, .badInput), (.unavailable, .internalError), (.leaseLost, .internalError),
  ])
  func `of the store ends with its exit code`(code: JobStoreError.Code, exit: AttuneExit) {
    let failure = CommandFailure(JobStoreError(code, "no job 'x'; 'attune list' shows them all"))
    #expect(failure.text == "attune: error: no job 'x'; 'attune list' shows them all")
    #expect(failure.exit == exit)
  }

  @Test func `of what the user gave is bad input, made safe to show`() {
    for error: any Error in [
      JobFilesError("'\u{1B}' can't be read"), OptimizerError("'\u{1B}' can't be read"),
      InputError("'\u{1B}' can't be read"),
    ] {
      #expect(CommandFailure(error).text == #"attune: error: '\u{1B}' can't be read"#)
      #expect(CommandFailure(error).exit == .badInput)
    }
  }

  @Test func `of an attempt on another machine is bad input, another one of the executor is ours`() {
    let refusal = CommandFailure(TrialExecutorError(.elsewhere, "the trainer was started on host 'a'"))
    #expect(refusal == CommandFailure(text: "attune: error: the trainer was started on host 'a'", exit: .badInput))
    #expect(CommandFailure(TrialExecutorError(.system, "no fork")).exit == .internalError)
  }

  @Test func `that has been told is only an exit code`() {
    #expect(CommandFailure(AttuneExit.noMetric).text.isEmpty)
    #expect(CommandFailure(AttuneExit.noMetric).exit == .noMetric)
  }

  @Test func `of an unknown kind is ours`() {
    struct Odd: Error {}
    #expect(CommandFailure(Odd()).text == "attune: error: internal error: Odd()")
    #expect(CommandFailure(Odd()).exit == .internalError)
  }

  @Test func `has one of the documented codes`() {
    #expect(AttuneExit.allCases.map(\.rawValue) == [0, 1, 2, 3, 4, 64, 75, 130, 143])
  }
}

@Suite struct `A mistake on the command line` {
  private func failure(_ arguments: [String]) -> CommandFailure? {
    if let mistake = Attune.mistake(inVerb: arguments.first) { return mistake }
    do {
      _ = try Attune.parseAsRoot(arguments)
      return nil
    } catch {
      return Attune.failure(of: error)
    }
  }

  @Test func `in a verb names the nearest one`() {
    #expect(
      failure(["trails"])
        == CommandFailure(
          text: "attune: error: there is no verb 'trails'; did you mean 'trials'?\n  'attune --help' shows them all",
          exit: .usage))
  }

  @Test(arguments: [
    (["trials", "--formt", "csv"], "usage-option"), (["trials", "--format", "xml"], "usage-value"),
    (["events"], "usage-missing"), (["collect", "--trials", "worst"], "usage-validation"),
    (["logs", "--trial", "0"], "usage-trial"), (["list", "one"], "usage-unexpected"),
  ])
  func `is told with how the command is used`(arguments: [String], name: String) throws {
    let failure = try #require(self.failure(arguments))
    #expect(failure.exit == .usage)
    try Snapshot.expect(failure.text + "\n", is: name)
  }
}
