// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal
import AttuneStudy
import Synchronization

extension GcloudCall {
  func streamLogs() async throws {
    let service = try Composition.service()
    let job = try await job(service)
    _ = try number("polling-interval")
    try await GcloudLog(service: service, job: job, task: flag("task-name")).write()
  }
}

/// What a job's parts had to say, as Cloud Logging had it: `severity`, `time`, `task`, `trial` and `message`, with tabs.
///
/// `master-replica-0` is the trainer, `service` tells what became of the job.
struct GcloudLog {
  struct Line: Sendable {
    let time: Timestamp
    let text: String
  }

  let service: JobService
  let job: JobSummary
  /// Only this task's; nil shows all.
  var task: String?

  static let trainer = "master-replica-0", scheduler = "service"

  /// Until the job has ended. Where its controller dies meanwhile, another one goes on.
  func write() async throws {
    let isOver = job.state.isFinished
    let (lines, continuation) = AsyncThrowingStream<Line, any Error>.makeStream()
    try await withThrowingTaskGroup { group in
      group.addTask {
        defer { continuation.finish() }
        try await gather { continuation.yield($0) }
      }
      var all: [Line] = []
      for try await line in lines {
        if isOver { all.append(line) } else { try StandardOutput.write(line.text) }
      }
      // Of what is over, all is there: in the order of time.
      let ordered = all.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
      try StandardOutput.write(ordered.map(\.element.text).joined())
      try await group.waitForAll()
    }
  }

  private func gather(_ take: @escaping @Sendable (Line) -> Void) async throws {
    try await withThrowingDiscardingTaskGroup { group in
      if task ?? Self.scheduler == Self.scheduler { group.addTask { try await followService(take) } }
      if task ?? Self.trainer == Self.trainer { group.addTask { try await followTrainers(take) } }
    }
  }

  private func followService(_ take: (Line) -> Void) async throws {
    let stored = StoredJob(spec: job.spec, createTime: job.createTime, journal: [])
    guard var history = JobHistory(id: job.id, job: stored) else { return }
    var isWatched = true
    while true {
      let entries = try await service.entries(of: job.id, after: history.entries)
      for entry in entries {
        _ = history.take(entry)
        guard let text = EventLine(history: history).text(of: entry) else { continue }
        take(line(entry.time, Self.scheduler, trial: "", isError: entry.event.isTrouble, text))
      }
      if history.machine.outcome != nil || !isWatched && entries.isEmpty { return }
      isWatched = try await isGoingOn()
      if isWatched { try await Task.sleep(for: .milliseconds(250)) }
    }
  }

  private func followTrainers(_ take: @escaping @Sendable (Line) -> Void) async throws {
    let told = Mutex<[Trial.ID: Int]>([:])
    while true {
      let read = Mutex<[Trial.ID: Int]>([:])
      let follower = LogFollower(service: service, job: job, trial: nil, clock: ContinuousClock())
      let ending = try await follower.follow { log in
        let count = read.withLock { counts in
          counts[log.trial, default: 0] += 1
          return counts[log.trial, default: 0]
        }
        // After another controller took over, a log is read again from its beginning.
        let isNew = told.withLock { counts in
          guard count > counts[log.trial, default: 0] else { return false }
          counts[log.trial] = count
          return true
        }
        guard isNew else { return }
        take(line(log.time, Self.trainer, trial: "\(log.trial)", isError: log.stream == .stderr, log.text))
      }
      guard ending == .left, try await isGoingOn() else { return }
    }
  }

  /// Whether somebody runs the job, if need be from now on.
  private func isGoingOn() async throws -> Bool {
    if try await service.owner(of: job.id) != nil { return true }
    let latest = try await service.find(job.id.rawValue)
    guard !latest.state.isFinished else { return false }
    return try await UnattendedJobs(service: service, home: Composition.home()).goOn(with: latest)
  }

  private func line(_ time: Timestamp, _ task: String, trial: String, isError: Bool, _ text: String) -> Line {
    let cells = [isError ? "ERROR" : "INFO", LocalTime(time).withZone, task, trial, TerminalText.plain(text)]
    return Line(time: time, text: cells.joined(separator: "\t") + "\n")
  }
}

extension JobEvent {
  fileprivate var isTrouble: Bool {
    switch self {
    case .suggestionFailed, .launchFailed, .metricMissing, .timeUp: true
    case .finished(let outcome): outcome != .succeeded
    default: false
    }
  }
}
