// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import AttuneJob
import AttuneLocal
import AttuneStudy
import Foundation
import Synchronization

/// A trial on disk whose event files a test writes, step by step, while the source follows them.
final class FollowedTrial: Sendable {
  let folder: URL
  let clock = SteppedClock()
  private let reported = Mutex(Reported())
  private let exit = AsyncStream<Never>.makeStream()

  let place: TrialPlace

  /// How many directories are watched; with 0, all that is seen is seen when `look()` lets time pass.
  private let watches: Int
  private let rest: Duration
  /// Kept alive, because it owns the folder.
  private let owner: FollowedTrial?

  private struct Reported {
    var reports: [MetricReport] = []
    var waiter: (isMet: @Sendable ([MetricReport]) -> Bool, continuation: CheckedContinuation<Void, Never>)?

    /// Whom to let go on.
    mutating func release() -> CheckedContinuation<Void, Never>? {
      guard let waiter, waiter.isMet(reports) else { return nil }
      self.waiter = nil
      return waiter.continuation
    }
  }

  init(
    inPlace: Bool = false, jobDirectory: Bool = false, logDirectories: [String] = [], watches: Int = 0,
    rest: Duration = .milliseconds(20)
  ) throws {
    owner = nil
    self.rest = rest
    self.watches = watches
    folder = FileManager.default.temporaryDirectory.appending(path: "attune-\(UUID().uuidString)")
    let work = folder.appending(path: inPlace ? "project" : "trial/work")
    let jobDirectory = jobDirectory ? folder.appending(path: "job").path : nil
    place = TrialPlace(
      folder: folder.appending(path: "trial").path, workingDirectory: work.path, jobDirectory: jobDirectory,
      logDirectories: logDirectories.map { [folder] in folder.appending(path: $0).path })
    for path in [place.folder, work.path] + [jobDirectory].compactMap({ $0 }) {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
  }

  /// The next life of Attune beside the same trial.
  static func sharing(_ trial: FollowedTrial) -> FollowedTrial { FollowedTrial(trial) }

  private init(_ owner: FollowedTrial) {
    self.owner = owner
    watches = owner.watches
    rest = owner.rest
    folder = owner.folder
    place = owner.place
  }

  deinit { if owner == nil { try? FileManager.default.removeItem(at: folder) } }

  var reports: [MetricReport] { reported.withLock { $0.reports } }

  /// Returns once what was reported since the last `news()` is so.
  func untilReported(_ isMet: @escaping @Sendable ([MetricReport]) -> Bool) async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        reported.withLock { reported in
          reported.waiter = (isMet, continuation)
          return reported.release()
        }?.resume()
        if Task.isCancelled { giveUp() }
      }
    } onCancel: {
      giveUp()
    }
  }

  /// The test's time is over.
  private func giveUp() {
    reported.withLock { $0.waiter.take()?.continuation }?.resume()
  }

  /// Returns once these are all readings since the last `news()`.
  func untilRead(_ readings: [String]) async { await untilReported { $0.readings == readings } }

  /// What was reported since the last call.
  func news() -> [MetricReport] {
    reported.withLock { reported in
      defer { reported.reports = [] }
      return reported.reports
    }
  }

  /// Follows until `body` has returned and what it wrote was read.
  ///
  /// - Returns: the tags seen.
  @discardableResult
  func follow(
    _ tag: String, from positions: [Position] = [], _ body: () async throws -> Void = {}
  ) async throws -> [String] {
    async let tags = source(tag, from: positions)
    await clock.untilAsleep()
    try await body()
    exit.continuation.finish()
    return await tags
  }

  /// Follows until the trainer's exit.
  func source(_ tag: String, from positions: [Position] = []) async -> [String] {
    await EventFileSource(clock: clock, watches: watches, rest: rest).follow(
      Objective(tag: MetricTag(tag), goal: .maximize), at: place, from: positions,
      until: { [exit] in for await _ in exit.stream {} },
      report: { report in
        self.reported.withLock { reported in
          reported.reports.append(report)
          return reported.release()
        }?.resume()
      })
  }

  /// Lets others run.
  func passOn() async { for _ in 0..<10 { await Task.yield() } }

  /// Lets the source look once more.
  func look() async {
    clock.wake()
    await clock.untilAsleep()
  }

  /// Replaces a file below the working directory as a whole.
  func write(_ text: String, to path: String, in root: String? = nil) throws {
    let url = URL(filePath: root ?? place.workingDirectory).appending(path: path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  /// Appends to a file below the working directory, and makes it and its directory first.
  func append(_ bytes: some Sequence<UInt8>, to path: String, in root: String? = nil) throws {
    let url = URL(filePath: root ?? place.workingDirectory).appending(path: path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    if !FileManager.default.fileExists(atPath: url.path) { try Data().write(to: url) }
    let file = try FileHandle(forWritingTo: url)
    try file.seekToEnd()
    try file.write(contentsOf: Data(bytes))
    try file.close()
  }

  /// Appends events of one tag, one a second.
  func append(_ tag: String, _ points: [(Int, Double)], to path: String, at time: Double = 0, in root: String? = nil)
    throws
  {
    try append(Self.bytes(tag, points, at: time), to: path, in: root)
  }

  static func bytes(_ tag: String, _ points: [(Int, Double)], at time: Double = 0) -> [UInt8] {
    zip(points, 0...).flatMap { point, second in
      Event(wallTime: time + Double(second), step: point.0, tag: tag, value: point.1).record
    }
  }
}

extension [MetricReport] {
  /// Readings as `step:value`, without their positions.
  var readings: [String] {
    flatMap { report -> [String] in
      guard case .readings(let readings, _) = report else { return [] }
      return readings.map { "\($0.step):\($0.value)" }
    }
  }

  var series: [String] {
    compactMap { if case .series(let series) = $0 { series.description } else { nil } }
  }

  var notices: [String] {
    compactMap { if case .notice(let text) = $0 { text } else { nil } }
  }

  var troubles: [String] {
    compactMap { if case .trouble(let text) = $0 { text } else { nil } }
  }

  /// The last position of each file.
  var positions: [Position] {
    let all = compactMap { if case .readings(_, let position) = $0 { position } else { nil } }
    return Dictionary(all.map { ($0.file, $0) }) { $1 }.values.sorted { $0.file < $1.file }
  }
}
