// SPDX-License-Identifier: Apache-2.0
package import AttuneStudy
import Dispatch

/// The one door of the study service. What is answered has been recorded; changes of one study happen one after
/// another, those of two at the same time.
package struct StudyService: Sendable {
  package struct Dependencies: Sendable {
    package var store: any StudyStore
    package var optimizer: @Sendable (Algorithm) -> any Optimizer
    package var now: @Sendable () -> Timestamp
    /// How much is kept in memory of studies that aren't in use, in trials and measurements.
    package var capacity = 300_000

    package init(
      store: any StudyStore, optimizer: @escaping @Sendable (Algorithm) -> any Optimizer,
      now: @escaping @Sendable () -> Timestamp
    ) {
      self.store = store
      self.optimizer = optimizer
      self.now = now
    }
  }

  private let dependencies: Dependencies
  private let shelf: StudyShelf
  private let turns = Turns<StudyName>()
  private var store: any StudyStore { dependencies.store }

  package init(_ dependencies: Dependencies) {
    self.dependencies = dependencies
    shelf = StudyShelf(capacity: dependencies.capacity, most: 64)
  }
}

// MARK: - Studies

extension StudyService {
  package func create(_ name: StudyName, _ spec: StudySpec) async throws -> StudyHistory {
    try await turns.take(name) {
      let entry = StudyEntry(time: dependencies.now(), event: .created(spec))
      try await store.create(name, entry)
      return try await keep(name, [entry]).history
    }
  }

  /// As it is now: what is being changed isn't waited for.
  package func study(_ name: StudyName) async throws -> StudyHistory {
    if let known = shelf[name] { return known.history }
    return try await turns.take(name) { try await open(name).history }
  }

  /// - Returns: those that can be read, by name.
  package func studies(in place: StudyPlace) async throws -> [StudySummary] {
    try await store.studies(in: place).compactMap { if case .readable(let study) = $0 { study } else { nil } }
  }

  package func places(of project: String) async throws -> [StudyPlace] { try await store.places(of: project) }

  package func delete(_ name: StudyName) async throws {
    try await turns.take(name) {
      shelf.remove(name)
      try await store.delete(name)
    }
  }
}

// MARK: - Trials

extension StudyService {
  /// Records what `decide` makes of the study as it is.
  ///
  /// - Parameter decide: nil records nothing.
  /// - Returns: the study after it.
  @discardableResult
  package func change(
    _ name: StudyName, _ decide: @Sendable (StudyHistory) throws(StudyError) -> StudyEvent?
  ) async throws -> StudyHistory {
    try await turns.take(name) {
      let study = try await open(name)
      guard let event = try decide(study.history) else { return study.history }
      return try await record(event, in: study).history
    }
  }

  /// Trials for a client, as many as it asks for unless the space has no more.
  package func suggest(
    _ count: Int, to client: String, in name: StudyName
  ) async throws -> (StudyHistory, StudyOperation) {
    try await answer(in: name) { study in
      // Many suggestions take seconds: others are answered meanwhile.
      try await besideTheOthers {
        var study = study
        let answer = try study.history.suggesting(count, to: client, by: study.optimizer)
        return (study, answer)
      }
    }
  }

  /// Whether a trial should stop.
  package func check(_ trial: Int, in name: StudyName) async throws -> (StudyHistory, StudyOperation) {
    try await answer(in: name) { study in
      var study = study
      let answer = try study.history.checking(trial)
      return (study, answer)
    }
  }

  private func answer(
    in name: StudyName, _ decide: @Sendable (OpenStudy) async throws -> (OpenStudy, StudyHistory.Answer)
  ) async throws -> (StudyHistory, StudyOperation) {
    try await turns.take(name) {
      let (study, answer) = try await decide(try await open(name))
      switch answer {
      case .known(let operation): return (study.history, operation)
      case .new(let event):
        let history = try await record(event, in: study).history
        guard let operation = history.operation(history.operations.count) else {
          preconditionFailure("\(event) is no operation")
        }
        return (history, operation)
      }
    }
  }
}

extension StudyService {
  /// What is kept in memory now, in trials and measurements.
  package var weightInMemory: Int { shelf.weight }
}

// MARK: - While it is one's turn

extension StudyService {
  private func open(_ name: StudyName) async throws -> OpenStudy {
    if let known = shelf[name] { return known }
    return try await keep(name, try await store.load(name))
  }

  private func keep(_ name: StudyName, _ entries: [StudyEntry]) async throws -> OpenStudy {
    guard let history = StudyHistory(name, entries) else {
      throw JobStoreError(.unreadable, "the study '\(name.study)' has no beginning; it is left as it is")
    }
    let study = OpenStudy(
      history: history, optimizer: dependencies.optimizer(history.spec.algorithm ?? .default))
    await put(study)
    return study
  }

  /// Nothing is believed that is not recorded. Where it is not known whether it was, the study is read again.
  private func record(_ event: StudyEvent, in study: OpenStudy) async throws -> OpenStudy {
    let entry = StudyEntry(time: dependencies.now(), event: event), name = study.history.name
    var next = study
    next.history.apply(entry)
    do {
      try await store.append(entry, after: study.history.entries, state: next.history.state, to: name)
    } catch {
      shelf.remove(name)
      await store.rest(name)
      throw error
    }
    await put(next)
    return next
  }

  private func put(_ study: OpenStudy) async {
    for name in shelf.put(study) { await store.rest(name) }
  }
}

/// Computes on a thread of its own, not on one of the few that all tasks share.
private func besideTheOthers<Value: Sendable>(
  _ compute: @escaping @Sendable () throws -> Value
) async throws -> Value {
  let result: Result<Value, any Error> = await withCheckedContinuation { continuation in
    DispatchQueue.global().async { continuation.resume(returning: Result { try compute() }) }
  }
  return try result.get()
}
