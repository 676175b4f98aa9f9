// SPDX-License-Identifier: Apache-2.0
package import AttuneJob
package import AttuneLocal
package import AttuneStudy

/// The first trial, started as a job would start it, for a while, in a folder that is thrown away.
package struct Probe: Sendable {
  /// From so many reports on a trial can be judged before its end.
  static let enoughReports = 3
  /// What a trainer does in its first seconds says little about how often it reports.
  static let shortestTime = Duration.seconds(5)
  private static let lookInterval = Duration.milliseconds(50)
  private static let grace = Duration.seconds(5)

  private let spec: JobSpec
  private let assignment: Assignment
  private let home: AttuneHome
  private let environment: [String: String]
  private let clock = ContinuousClock()

  /// - Parameter environment: the trainer's, as it would be captured.
  package init(_ spec: JobSpec, assignment: Assignment, home: AttuneHome, environment: [String: String]) {
    // Also a job that is to run in place is probed in a copy: nothing of the user's changes.
    var spec = spec
    if spec.workingCopy == .inPlace { spec.workingCopy = .copied(exclude: [], link: []) }
    self.spec = spec
    self.assignment = assignment
    self.home = home
    self.environment = environment
  }

  fileprivate enum Wake: Sendable {
    case exited, sawEnough, timeUp, looking
    case interrupted(AttuneExit)
  }

  /// Runs the script until it ends, `limit` has passed, the metric was reported often enough, or a signal comes.
  ///
  /// - Parameter tell: what is worth knowing before the end; a line for people.
  package func run(
    for limit: Duration, signals: AsyncStream<JobController.Signal>, tell: @escaping @Sendable (String) -> Void
  ) async throws -> ProbeResult {
    await ProbeFolder.removeAbandoned(in: home, for: spec)
    let folder = ProbeFolder(in: home)
    defer { folder.remove() }
    let notices = try folder.takeSnapshot(of: spec, home: home)
    for notice in notices { tell(notice) }
    let executor = folder.executor(for: spec, environment: environment)
    let attempt = Attempt(trial: Trial.ID(1), number: 1)
    let place = executor.place(of: attempt)
    let started = clock.now
    let observation = ProbeObservation(of: place, launch: Composition.now().seconds)
    let handle: TrialHandle
    do {
      handle = try await executor.launch(spec.launch(attempt, of: folder.job, with: assignment, at: place))
    } catch {
      let exit = TrialExit(status: .couldNotStart(error.description))
      return ProbeResult(ending: .exited, exit: exit, seconds: 0, series: [])
    }
    let (wake, seconds) = await observe(
      handle, attempt, executor: executor, observation, for: limit, signals: signals, since: started)
    let exit = try await executor.exit(of: handle, at: attempt)
    await observation.look(at: Composition.now().seconds, isLast: true)
    let findings = await observation.findings
    return ProbeResult(
      ending: wake.ending, exit: exit, seconds: seconds, series: await observation.allSeries, findings: findings,
      earlierEventFile: findings.files.isEmpty ? EarlierEventFile.below(spec.directory) : nil)
  }

  private func observe(
    _ handle: TrialHandle, _ attempt: Attempt, executor: LocalTrialExecutor, _ observation: ProbeObservation,
    for limit: Duration, signals: AsyncStream<JobController.Signal>, since started: ContinuousClock.Instant
  ) async -> (Wake, seconds: Double) {
    await withTaskGroup(of: Wake.self) { group in
      let place = executor.place(of: attempt)
      group.addTask {
        await follow(place, observation) { _ = try? await executor.exit(of: handle, at: attempt) }
        return .exited
      }
      group.addTask {
        try? await clock.sleep(for: limit)
        return .timeUp
      }
      group.addTask { await Self.interruption(in: signals) }
      group.addTask { await look(observation, since: started) }
      var wake = await group.next() ?? .exited
      while case .looking = wake { wake = await group.next() ?? .exited }
      let seconds = (clock.now - started) / .seconds(1)
      if case .exited = wake {
      } else {
        try? await executor.stop(handle, grace: Self.grace)
        while let next = await group.next() {
          if case .exited = next { break }
          // A second Ctrl-C, too, waits for the trainer to be gone: it has seconds left.
        }
      }
      group.cancelAll()
      return (wake, seconds)
    }
  }

  /// As a real trial is followed; returns when the trainer is gone and its files are read.
  private func follow(
    _ place: TrialPlace, _ observation: ProbeObservation, until exited: @escaping @Sendable () async -> Void
  ) async {
    guard let objective = spec.tuning?.objective else { return await exited() }
    let source = Composition.metricSource(for: spec.tuning)
    let seen = await source.follow(objective, at: place, from: [], until: exited) { await observation.note($0) }
    await observation.note(seen: seen)
  }

  /// Looks at the files until the metric was reported often enough.
  private func look(_ observation: ProbeObservation, since started: ContinuousClock.Instant) async -> Wake {
    while (try? await clock.sleep(for: Self.lookInterval)) != nil {
      await observation.look(at: Composition.now().seconds)
      guard spec.tuning != nil, clock.now - started >= Self.shortestTime else { continue }
      if await observation.findings.readings >= Self.enoughReports { return .sawEnough }
    }
    return .looking
  }

  private static func interruption(in signals: AsyncStream<JobController.Signal>) async -> Wake {
    for await signal in signals { return .interrupted(signal == .detach ? .terminated : .interrupted) }
    return .looking
  }
}

extension Probe.Wake {
  fileprivate var ending: ProbeResult.Ending {
    switch self {
    case .exited, .looking: .exited
    case .sawEnough: .sawEnough
    case .timeUp: .timeUp
    case .interrupted(let exit): .interrupted(exit)
    }
  }
}

extension Timestamp {
  fileprivate var seconds: Double { Double(milliseconds) / 1_000 }
}
