// SPDX-License-Identifier: Apache-2.0

/// The event files of one directory, and what their tags hold.
public struct DirectorySummary: Sendable, Equatable {
  /// In name order.
  public private(set) var files: [String] = []
  public private(set) var tags: [String: TagSummary] = [:]

  /// From `brain.Event:2` on, writers mark a restart; before, only a falling step tells of one.
  private var marksRestarts = false
  private var latestStep = Int.min

  public init() {}

  mutating func add(file name: String) {
    guard !files.contains(name) else { return }
    files.append(name)
    files.sort()
  }

  mutating func add(_ event: Event) {
    switch event.content {
    case .fileVersion(let version): marksRestarts = Self.marksRestarts(version)
    case .sessionStart where marksRestarts: voidAll(from: event.step)
    case .summary(let values):
      if !marksRestarts, event.step < latestStep { void(values, from: event.step) }
      latestStep = event.step
      for value in values { add(value, at: event) }
    case .sessionStart, .other: break
    }
  }

  private mutating func add(_ value: SummaryValue, at event: Event) {
    let point = TagSummary.Point(step: event.step, wallTime: event.wallTime, value: value.scalar)
    tags[value.tag, default: TagSummary(of: value)].add(point, plugin: value.plugin)
  }

  private mutating func voidAll(from step: Int) {
    for tag in tags.keys { tags[tag]?.void(from: step) }
  }

  private mutating func void(_ values: [SummaryValue], from step: Int) {
    for value in values { tags[value.tag]?.void(from: step) }
  }

  private static func marksRestarts(_ version: String) -> Bool {
    guard let number = version.split(separator: ":").last.flatMap({ Double($0) }) else { return false }
    return number >= 2
  }
}
