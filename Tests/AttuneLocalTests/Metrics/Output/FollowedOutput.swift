// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal
import AttuneStudy
import Foundation
import Synchronization

/// A trial on disk whose output a test writes, step by step, while the source follows it.
final class FollowedOutput: Sendable {
  let origin: MetricOrigin
  let folder = FileManager.default.temporaryDirectory.appending(path: "attune-\(UUID().uuidString)")
  let place: TrialPlace
  let clock = SteppedClock()
  private let reported = Mutex<[MetricReport]>([])
  private let exit = Mutex(AsyncStream<Never>.makeStream())

  init(_ origin: MetricOrigin, jobDirectory: Bool = false) throws {
    self.origin = origin
    let work = folder.appending(path: "trial/work")
    place = TrialPlace(
      folder: folder.appending(path: "trial").path, workingDirectory: work.path,
      jobDirectory: jobDirectory ? folder.appending(path: "job").path : nil)
    for path in [work.path] + [place.jobDirectory].compactMap({ $0 }) {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// What was reported since the last call.
  func news() -> [MetricReport] {
    reported.withLock { reports in
      defer { reports = [] }
      return reports
    }
  }

  /// Follows until `body` has returned and what it wrote was read; may be called again, for a next life.
  ///
  /// - Returns: the names seen.
  @discardableResult
  func follow(
    _ tag: String, from positions: [Position] = [], _ body: () async throws -> Void = {}
  ) async throws -> [String] {
    let exit = exit.withLock { exit in
      exit = AsyncStream<Never>.makeStream()
      return exit
    }
    async let seen = OutputSource(origin, clock: clock).follow(
      Objective(tag: MetricTag(tag), goal: .maximize), at: place, from: positions,
      until: { for await _ in exit.stream {} },
      report: { report in self.reported.withLock { $0.append(report) } })
    await clock.untilAsleep()
    try await body()
    exit.continuation.finish()
    return await seen
  }

  /// Lets the source look once more.
  func look() async {
    clock.wake()
    await clock.untilAsleep()
  }

  func print(_ text: String, to log: String = "stdout.log") throws {
    try append(text, to: "\(place.folder)/\(log)")
  }

  /// Appends to a file of the working directory.
  func append(_ text: String, toFile name: String) throws {
    try append(text, to: "\(place.workingDirectory)/\(name)")
  }

  /// Writes a file of the working directory anew, in the same place.
  func rewrite(_ text: String, file name: String) throws {
    try Data(text.utf8).write(to: URL(filePath: "\(place.workingDirectory)/\(name)"))
  }

  func append(_ text: String, to path: String) throws {
    if !FileManager.default.fileExists(atPath: path) { try Data().write(to: URL(filePath: path)) }
    let file = try FileHandle(forWritingTo: URL(filePath: path))
    try file.seekToEnd()
    try file.write(contentsOf: Data(text.utf8))
    try file.close()
  }
}
