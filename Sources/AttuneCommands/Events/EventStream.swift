// SPDX-License-Identifier: Apache-2.0
import AttuneEvents

/// `attune events --follow`: what is there, then every new point as it comes.
struct EventStream {
  private static let interval = Duration.milliseconds(200)

  let folder: EventFolder
  let filter: TagFilter
  let format: OutputFormat
  /// Of the tree that a person sees first.
  let style: Sparkline
  let clock: any Clock<Duration>

  /// - Parameter idle: ends when nothing has come for so long; nil goes on until interrupted.
  /// - Returns: whether all could be read.
  func run(untilIdle idle: Duration?) async throws -> Bool {
    var feed = EventFeed(folder)
    var isSound = true
    var quiet = Duration.zero
    try begin(&feed, &isSound)
    while idle.map({ quiet < $0 }) ?? true {
      try await clock.sleep(for: Self.interval)
      var text = ""
      feed.look { item in
        switch item {
        case .file(let file): if format == .table { StandardError.say("new file: \(file.directory)/\(file.name)") }
        case .event(let event, let file): text += points(of: event, in: file.directory).map(line).joined()
        case .problem(let words): tell(words, &isSound)
        }
      }
      quiet = text.isEmpty ? quiet + Self.interval : .zero
      if !text.isEmpty { try StandardOutput.write(text) }
    }
    return isSound
  }

  /// A person sees the tree of what is there; a program every point.
  private func begin(_ feed: inout EventFeed, _ isSound: inout Bool) throws {
    var catalogue = EventCatalogue()
    var text = EventPoint.header(format)
    feed.look { item in
      switch item {
      case .file(let file): catalogue.add(file: file.name, in: file.directory)
      case .event(let event, let file):
        if format == .table {
          catalogue.add(event, in: file.directory)
        } else {
          text += points(of: event, in: file.directory).map(line).joined()
        }
      case .problem(let words): tell(words, &isSound)
      }
    }
    if format == .table, feed.fileCount > 0 { text = EventListing(catalogue, filter: filter).tree(style) }
    if feed.fileCount == 0 { StandardError.say("no event file at '\(folder.path)' yet; waiting for one") }
    try StandardOutput.write(text)
  }

  private func line(_ point: EventPoint) -> String { point.line(format) }

  private func tell(_ problem: String, _ isSound: inout Bool) {
    isSound = false
    StandardError.say(problem)
  }

  private func points(of event: Event, in run: String) -> [EventPoint] {
    guard case .summary(let values) = event.content else { return [] }
    return values.filter { filter.includes($0.tag) }.map {
      EventPoint(run: run, tag: $0.tag, step: event.step, wallTime: event.wallTime, value: $0.scalar)
    }
  }
}
