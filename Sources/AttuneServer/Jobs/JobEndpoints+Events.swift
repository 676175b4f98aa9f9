// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import HTTPTypes
import Hummingbird
import ServiceLifecycle

extension JobEndpoints {
  /// At most so many streams at once: each holds a connection.
  private static let mostWatchers = 512

  func events(_ call: Call) async throws -> Reply {
    let after = try call.integer("after", in: 0...Int(Int32.max)) ?? 0
    let (job, _) = try await job(call)
    let latest = HTTPField.Name("last-event-id").flatMap { call.headers[$0] }
    let begin = latest.map { Int($0) ?? -1 } ?? after
    guard begin >= 0 else {
      throw APIError(violations: [.init(field: "Last-Event-ID", description: "it is not the number of an event")])
    }
    guard tails.watchers < Self.mostWatchers else {
      throw APIError(.resourceExhausted, "\(Self.mostWatchers) streams are open; close some, or try again later")
    }
    let tails = tails
    return Reply(
      headers: [.contentType: Reply.MediaType.events.rawValue, .cacheControl: "no-store"],
      body: ResponseBody { writer in
        try await tails.watching(job.id) {
          try await Self.stream(job.id, after: begin, of: tails, to: &writer)
        }
        try await writer.finish(nil)
      })
  }

  private static func stream(
    _ job: JobID, after begin: Int, of tails: JournalTails, to writer: inout any ResponseBodyWriter
  ) async throws {
    var count = begin
    var silence = Duration.zero
    try await writer.write(ByteBuffer(string: "retry: 1000\n\n"))
    while !Task.isShuttingDownGracefully {
      let news = try await tails.news(of: job, after: count)
      if !news.entries.isEmpty {
        var text = ""
        for entry in news.entries {
          count += 1
          text += "id: \(count)\ndata: \(entry)\n\n"
        }
        try await writer.write(ByteBuffer(string: text))
        silence = .zero
      } else if news.isOver {
        try await writer.write(ByteBuffer(string: "event: end\ndata: {}\n\n"))
        return
      } else if silence >= .seconds(15) {
        // A word now and then: whoever is gone is noticed, and nobody between takes the line for dead.
        try await writer.write(ByteBuffer(string: ": here\n\n"))
        silence = .zero
      }
      try await Task.sleep(for: JournalTails.patience)
      silence += JournalTails.patience
    }
  }
}
