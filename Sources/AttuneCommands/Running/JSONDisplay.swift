// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy

/// One versioned object a line: the journal's entries as they are written, with the job's id; a trial that has
/// ended comes with its `output`, and what only the terminal is told with `"event":"notice"`.
struct JSONDisplay: JobDisplay {
  let job: JobID
  let write: @Sendable (String) -> Void

  func show(_ news: JobNews) async {
    guard case .recorded(let entries, let history) = news else {
      for text in LineDisplay.lines(of: news) { write(notice(text)) }
      return
    }
    for entry in entries { write(line(of: entry, in: history)) }
  }

  func keepFresh() async {}
  func close() async {}

  private func line(of entry: JournalEntry, in history: JobHistory) -> String {
    let members = JournalCoding.text(of: entry).dropFirst().dropLast()
    return "{\"job\":\"\(job)\",\(members)\(output(of: entry, in: history))}"
  }

  private func output(of entry: JournalEntry, in history: JobHistory) -> String {
    let study = history.machine.study
    switch entry.event {
    case .exited(let attempt, _, _), .launchFailed(let attempt, _):
      guard study.contains(attempt.trial), study[attempt.trial].isFinished else { return "" }
      let output = history.record(of: attempt.trial).hyperparameterOutput(
        names: study.space.parameters.map(\.name), measurements: study.curve(of: attempt.trial).points)
      return ",\"output\":\(output.text)"
    default: return ""
    }
  }

  private func notice(_ text: String) -> String {
    JSONValue.object([
      "job": .string(job.rawValue), "version": .integer(JournalCoding.version), "event": .string("notice"),
      "text": .string(text),
    ]).text
  }
}
