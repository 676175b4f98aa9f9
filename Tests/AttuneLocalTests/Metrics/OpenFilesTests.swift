// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal
import AttuneStudy
import Foundation
import Synchronization
import Testing

/// Real trainers that log to absolute paths of their own.
@Suite(.timeLimit(.minutes(2))) struct `Event files outside a trial's directories` {
  private let job: ScratchJob
  private let logs: String

  init() throws {
    job = try ScratchJob()
    logs = "\(job.folder.path)/logs"
    try FileManager.default.createDirectory(atPath: logs, withIntermediateDirectories: true)
  }

  /// Appends one event after another, prepared beside it, through one descriptor; goes on when it is told to.
  private static let trainer = """
    exec 3>>"$1"
    cat "$2.1" >&3
    until [ -e "$2.go" ]; do sleep 0.02; done
    cat "$2.2" >&3
    exec 3>&-
    until [ -e "$2.end" ]; do sleep 0.02; done
    """

  private func prepare(_ number: Int, at time: Double) throws -> String {
    let name = "\(job.folder.path)/prepared\(number)"
    let first = FollowedTrial.bytes("acc", [(1, Double(number))], at: time)
    let second = FollowedTrial.bytes("acc", [(2, Double(number))], at: time + 1)
    try Data(first).write(to: URL(filePath: "\(name).1"))
    try Data(second).write(to: URL(filePath: "\(name).2"))
    return name
  }

  private func launch(_ number: Int, file: String, _ name: String, script: String = trainer) async throws
    -> ScratchTrial
  {
    let attempt = Attempt(trial: Trial.ID(number), number: 1)
    let executor = job.executor()
    let launch = TrialLaunch(
      attempt: attempt, place: executor.place(of: attempt), command: ["sh", "-c", script, "sh", file, name],
      environment: [:])
    let handle = try await executor.launch(launch)
    return ScratchTrial(
      executor: executor, attempt: attempt, handle: handle, paths: job.paths.trial(attempt), folder: job.folder)
  }

  private func follow(
    _ trial: ScratchTrial, on source: EventFileSource, from positions: [Position] = [],
    _ report: @escaping @Sendable (MetricReport) -> Void
  ) async {
    _ = await source.follow(
      Objective(tag: MetricTag("acc"), goal: .maximize), at: trial.executor.place(of: trial.attempt), from: positions,
      until: { _ = try? await trial.exit() }, report: { report($0) })
  }

  /// Reports, and lets the trainer go on after each of its two readings.
  private final class Log: Sendable {
    private let name: String
    private let all = Mutex<[MetricReport]>([])

    init(leading name: String = "") { self.name = name }

    var reports: [MetricReport] { all.withLock { $0 } }

    @Sendable func note(_ report: MetricReport) {
      all.withLock { $0.append(report) }
      guard case .readings(let readings, _) = report, !name.isEmpty else { return }
      Self.touch("\(name).\(readings.last?.step == 1 ? "go" : "end")")
    }

    static func touch(_ path: String) { _ = FileManager.default.createFile(atPath: path, contents: nil) }
  }

  @Test func `are found by the processes that have them open, each for its own trial`() async throws {
    let source = EventFileSource()
    let time = Date().timeIntervalSince1970
    try await withThrowingTaskGroup { group in
      for number in 1...3 {
        let name = try prepare(number, at: time + 10)
        let trial = try await launch(number, file: "\(logs)/events.out.tfevents.\(number)", name)
        group.addTask {
          let log = Log(leading: name)
          await follow(trial, on: source, log.note)
          #expect(log.reports.readings == ["1:\(number).0", "2:\(number).0"])
          #expect(log.reports.series == ["'acc' is read in \(logs)/"])
        }
      }
      try await group.waitForAll()
    }
  }

  @Test func `are found where a process has left its session`() async throws {
    let name = try prepare(1, at: Date().timeIntervalSince1970 + 10)
    let script = "setsid sh -c '\(Self.trainer)' sh \"$1\" \"$2\" & wait"
    let trial = try await launch(1, file: "\(logs)/tfevents", name, script: script)
    let log = Log(leading: name)
    await follow(trial, on: EventFileSource(), log.note)
    #expect(log.reports.readings == ["1:1.0", "2:1.0"])
  }

  @Test func `hold what was there before the launch, which does not count`() async throws {
    let file = "\(logs)/tfevents"
    try Data(FollowedTrial.bytes("acc", [(0, 99)], at: 1_000)).write(to: URL(filePath: file))
    try passTick(after: file, in: job.folder.path)
    let name = try prepare(1, at: Date().timeIntervalSince1970 + 10)
    let trial = try await launch(1, file: file, name)
    let log = Log(leading: name)
    await follow(trial, on: EventFileSource(), log.note)
    #expect(log.reports.readings == ["1:1.0", "2:1.0"])
  }

  @Test func `are followed on by the next life, though nobody has them open any more`() async throws {
    let name = try prepare(1, at: Date().timeIntervalSince1970 + 10)
    let trial = try await launch(1, file: "\(logs)/tfevents", name)
    let first = Log()
    let second = Log()
    let source = EventFileSource()
    let (read, tell) = AsyncStream<Void>.makeStream()
    await withTaskGroup { group in
      group.addTask {
        await follow(trial, on: source) { report in
          first.note(report)
          if case .readings = report { tell.finish() }
        }
      }
      for await _ in read {}
      group.cancelAll()
    }
    #expect(first.reports.readings == ["1:1.0"])
    Log.touch("\(name).go")
    Log.touch("\(name).end")
    _ = try await trial.exit()
    await follow(trial, on: source, from: first.reports.positions, second.note)
    #expect(second.reports.readings == ["2:1.0"])
    #expect(second.reports.series == [])
  }
}

@Suite struct `Directories for logs` {
  @Test func `are searched like the working directory, also when they come later`() async throws {
    let trial = try FollowedTrial(logDirectories: ["logs/7", "logs/7/inner"])
    let directory = trial.folder.appending(path: "logs/7").path
    try await trial.follow("acc") {
      await trial.look()
      try trial.append("acc", [(1, 1)], to: "inner/deep/tfevents", in: directory)
      await trial.look()
    }
    #expect(trial.reports.series == ["'acc' is read in \(directory)/inner/deep/"])
    #expect(trial.reports.readings == ["1:1.0"])
  }

  @Test func `may hold files from before the launch, of which only what is appended counts`() async throws {
    let trial = try FollowedTrial(logDirectories: ["logs"])
    let directory = trial.folder.appending(path: "logs").path
    try trial.append("acc", [(1, 9)], to: "tfevents", at: 1_000, in: directory)
    let now = Date().timeIntervalSince1970
    try passTick(after: "\(directory)/tfevents", in: trial.place.folder)
    try trial.append([1], to: "launch.json", in: trial.place.folder)
    try await trial.follow("acc") {
      try trial.append("acc", [(2, 2)], to: "tfevents", at: now + 10, in: directory)
    }
    #expect(trial.reports.readings == ["2:2.0"])
  }
}

/// Returns when the file system's clock is past the tick in which a file was written.
private func passTick(after file: String, in folder: String) throws {
  func time(_ path: String) throws -> Date? {
    try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
  }
  let probe = "\(folder)/probe"
  repeat { try Data().write(to: URL(filePath: probe)) } while try time(probe) == time(file)
}
