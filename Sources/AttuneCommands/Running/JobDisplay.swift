// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal
import AttuneStudy

/// Shows a running job.
protocol JobDisplay: Sendable {
  func show(_ news: JobNews) async
  /// Refreshes what depends on the time, until cancelled.
  func keepFresh() async
  /// The last word: leaves the terminal as it was.
  func close() async
}

/// One stable line per event.
struct LineDisplay: JobDisplay {
  let write: @Sendable (String) -> Void

  func show(_ news: JobNews) async {
    for line in Self.lines(of: news) { write(line) }
  }

  func keepFresh() async {}
  func close() async {}

  static func lines(of news: JobNews) -> [String] {
    switch news {
    case .recorded(let entries, let history): entries.compactMap { EventLine(history: history).text(of: $0) }
    case .waitingForStore(let why): ["the journal can't be written, nothing new is started until it can: \(why)"]
    case .goingOn: ["the journal can be written again: the job goes on"]
    case .trouble(let attempt, let what): ["trial \(attempt.trial): \(what)"]
    case .draining(0): ["nothing runs; the same command resumes the job"]
    case .draining(let count):
      [
        "nothing new is started; \(count) running \(count == 1 ? "trial goes" : "trials go") on to the end "
          + "(Ctrl-C again stops them; the same command resumes the job)"
      ]
    }
  }
}

/// Event lines above, a live block at the bottom.
actor LiveDisplay: JobDisplay {
  private let terminal: Terminal
  private let now: @Sendable () -> Timestamp
  private let clock: any Clock<Duration>
  private let look: @Sendable ([Attempt]) -> [Trial.ID: TrialMemory]
  private var hint: String
  private var memory: [Trial.ID: TrialMemory] = [:]
  private var trouble: String?
  private var history: JobHistory?
  private var shownLines = 0
  private var isStale = false

  /// - Parameter memory: looks at what attempts have in memory now.
  init(
    terminal: Terminal, hint: String, clock: any Clock<Duration>, now: @escaping @Sendable () -> Timestamp,
    memory: @escaping @Sendable ([Attempt]) -> [Trial.ID: TrialMemory]
  ) {
    self.terminal = terminal
    self.hint = hint
    self.clock = clock
    self.now = now
    look = memory
  }

  func show(_ news: JobNews) {
    switch news {
    case .recorded(_, let history): self.history = history
    case .draining: hint = "Ctrl-C: stop these now; the same command runs them again"
    case .waitingForStore(let why): trouble = why
    case .goingOn: trouble = nil
    case .trouble: break
    }
    let lines = LineDisplay.lines(of: news)
    if lines.isEmpty {
      isStale = true
    } else {
      draw(above: lines)
    }
  }

  /// At most ten times a second for news, once a second for the time, every other second for the memory.
  func keepFresh() async {
    var ticks = 0
    while (try? await clock.sleep(for: .milliseconds(100))) != nil {
      ticks += 1
      if ticks % 20 == 10, let history { memory = look(history.machine.liveAttempts) }
      if isStale || ticks.isMultiple(of: 10) { draw(above: []) }
    }
  }

  func close() {
    StandardError.draw(erase)
    shownLines = 0
    history = nil
  }

  private func draw(above lines: [String]) {
    isStale = false
    let block =
      history.map {
        LiveView(
          history: $0, now: now(), width: terminal.width, memory: memory, trouble: trouble, hint: hint
        ).lines
      } ?? []
    let text = (lines + block).map { PrintableText.escaped($0) + "\n" }.joined()
    StandardError.draw(erase + text)
    shownLines = block.count
  }

  /// Up over the block, then clear to the end of the screen.
  private var erase: String { shownLines == 0 ? "" : "\u{1B}[\(shownLines)A\r\u{1B}[J" }
}
