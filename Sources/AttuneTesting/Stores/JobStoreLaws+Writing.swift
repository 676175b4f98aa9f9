// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy

extension JobStoreLaws {
  func checkJournal() async throws {
    let id = try await create("journal")
    let samples = JournalSample.entries, lines = samples.map(JournalCoding.text)
    let lease = try await here.acquire(id, as: owner)
    try await here.append([], rows: [], under: lease)
    for (index, count) in [1, 2, 5].enumerated() {
      let start = [0, 1, 3][index]
      try await here.append(Array(samples[start..<start + count]), rows: [], under: lease)
    }
    try await here.append(Array(samples[8...]), rows: [], under: lease)
    let law = "entries come back in the order in which they were appended, unchanged"
    try expect(try await here.load(id).journal.map(JournalCoding.text), lines, law)
    try expect(try await elsewhere.load(id).journal.map(JournalCoding.text), lines, law)
    for count in [0, 1, samples.count - 1, samples.count, samples.count + 7] {
      let found = try await elsewhere.entries(of: id, after: count).map(JournalCoding.text)
      try expect(found, Array(lines.dropFirst(count)), "entries(after:) leaves out the first ones")
    }
    await here.release(lease)
    try expect(try await elsewhere.load(id).journal.map(JournalCoding.text), lines, "a journal outlives its owner")
  }

  func checkRefusedAppend() async throws {
    let id = try await create("refused")
    let old = try await here.acquire(id, as: owner)
    await here.release(old)
    let new = try await here.acquire(id, as: owner)
    let law = "a refused append leaves neither entries nor rows nor measurements"
    _ = try await expectError(.leaseLost, law) { () throws(JobStoreError) in
      try await here.append(
        [.measured(1, [(1, 0.5)])], rows: [TrialRecord(trial: 1, state: .running)], under: old)
    }
    try expect(try await here.load(id).journal, [], law)
    try expect(try await here.trials(of: id), [], law)
    try expect(try await here.measurements(of: id), [:], law)
    await here.release(new)
  }

  func checkTrialTable() async throws {
    let id = try await create("table")
    let lease = try await here.acquire(id, as: owner)
    var first = TrialRecord(trial: 1, state: .queued), second = JournalSample.record
    second.trial = Trial.ID(2)
    try await here.append([JournalSample.entries[0]], rows: [second, first], under: lease)
    try expect(try await elsewhere.trials(of: id), [first, second], "the trial table is in the order of ids")
    first.state = .running
    first.attempt = 1
    first.startTime = Timestamp(milliseconds: 77)
    try await here.append([JournalSample.entries[0]], rows: [first], under: lease)
    try expect(try await elsewhere.trials(of: id), [first, second], "a row replaces the one of the same trial")
    await here.release(lease)
  }

  func checkMeasurements() async throws {
    let id = try await create("measurements")
    let lease = try await here.acquire(id, as: owner)
    func check(_ entries: [JournalEntry], _ one: [(Int, Double)], _ two: [(Int, Double)], _ law: String) async throws {
      try await here.append(entries, rows: [], under: lease)
      let expected = [Trial.ID(1): one, Trial.ID(2): two].filter { !$0.value.isEmpty }
        .mapValues { $0.compactMap { Trial.Measurement(step: $0.0, value: $0.1) } }
      try expect(try await elsewhere.measurements(of: id), expected, law)
    }
    try await check(
      [.measured(1, [(1, 0.1), (2, 0.2), (4, 0.4)]), .measured(2, [(1, 9)])],
      [(1, 0.1), (2, 0.2), (4, 0.4)], [(1, 9)], "measurements are kept by trial and step")
    try await check(
      [.measured(1, [(2, 0.25)])], [(1, 0.1), (2, 0.25)], [(1, 9)],
      "a step reported again voids what stood at and after it")
    try await check(
      [.measured(1, [(3, 0.3), (4, .nan), (5, 0.5), (5, .infinity)])], [(1, 0.1), (2, 0.25), (3, 0.3)],
      [(1, 9)], "what is not finite voids, and is not kept")
    try await check(
      [.measured(1, [(6, 0.6), (7, 0.7), (6, 0.65)])], [(1, 0.1), (2, 0.25), (3, 0.3), (6, 0.65)], [(1, 9)],
      "a rewind within one report counts as well")
    try await check(
      [.seriesChosen(1), .measured(1, [(1, 0.5)])], [(1, 0.5)], [(1, 9)], "a better series starts over")
    try await check([.launched(1, attempt: 2)], [], [(1, 9)], "another attempt starts over")
    await here.release(lease)
  }
}

extension TrialRecord {
  fileprivate init(trial: Int, state: State) {
    self.init(
      trial: Trial.ID(trial), state: state, values: ["0.5"],
      origin: Origin(phase: "random", text: "at random", completionsSeen: 0))
  }
}

extension JournalEntry {
  fileprivate static func measured(_ trial: Int, _ readings: [(Int, Double)]) -> JournalEntry {
    JournalEntry(
      time: Timestamp(milliseconds: 1),
      event: .measured(
        Trial.ID(trial), readings.map { Trial.Reading(step: $0.0, value: $0.1) },
        at: Position(file: "events", offset: 1)))
  }

  fileprivate static func seriesChosen(_ trial: Int) -> JournalEntry {
    JournalEntry(
      time: Timestamp(milliseconds: 1),
      event: .seriesChosen(Trial.ID(trial), MetricSeries(directory: "", tag: "loss", description: "the only one")))
  }

  fileprivate static func launched(_ trial: Int, attempt: Int) -> JournalEntry {
    JournalEntry(
      time: Timestamp(milliseconds: 1),
      event: .launched(
        Attempt(trial: Trial.ID(trial), number: attempt),
        TrialHandle(host: "h", bootID: "b", pid: 1, startTicks: 1)))
  }
}
