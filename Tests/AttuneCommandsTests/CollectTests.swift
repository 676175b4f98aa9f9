// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AttuneCommands
import AttuneJob
import AttuneStudy
import Testing

@Suite struct `attune collect` {
  @Test func `takes best, all, or numbers`() throws {
    #expect(try JobService.CollectSelection(words: "best") == .best)
    #expect(try JobService.CollectSelection(words: "all") == .all)
    #expect(try JobService.CollectSelection(words: "1,4,7") == .trials([Trial.ID(1), Trial.ID(4), Trial.ID(7)]))
  }

  @Test(arguments: ["", "worst", "1,,2", "0", "-1", "1;2", "1, 2"])
  func `refuses anything else`(words: String) {
    let error = #expect(throws: ValidationError.self) { try JobService.CollectSelection(words: words) }
    #expect(error?.message == "'--trials \(words)' names no trials; give best, all, or numbers such as 1,4,7")
  }

  @Test func `says which files were kept`() {
    let trial = CollectedTrial(trial: Trial.ID(1), path: "runs/j-01", kept: ["model.h5", "notes\n.md"])
    #expect(
      trial.notices == ["kept as you changed it: runs/j-01/model.h5", "kept as you changed it: runs/j-01/notes\\n.md"])
  }
}
