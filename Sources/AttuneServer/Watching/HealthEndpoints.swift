// SPDX-License-Identifier: Apache-2.0
import AttuneJob

/// What those ask who look after servers.
struct HealthEndpoints: Sendable {
  let catalog: JobCatalog
  let counts: RequestCounts
  let tails: JournalTails

  var endpoints: [Endpoint] {
    [
      Endpoint(
        "health", .get, "healthz", access: .anyone, "Says that the server answers.", answer: .text("text/plain")
      ) { _ in .bytes(Array("ok\n".utf8), type: .text) },
      Endpoint(
        "metrics", .get, "metrics", "Tells numbers of jobs, trials and requests, in Prometheus' format.",
        answer: .text("text/plain")
      ) { _ in .bytes(Array(try await metrics().utf8), type: .metrics) },
    ]
  }

  private func metrics() async throws -> String {
    var jobs: [JobSummary.State: Int] = [:], trials: [TrialRecord.State: Int] = [:], unreadable = 0
    for listing in try await catalog.listings() {
      guard case .readable(let job, _) = listing else {
        unreadable += 1
        continue
      }
      jobs[job.state, default: 0] += 1
      trials.merge(job.counts, uniquingKeysWith: +)
    }
    var text = Exposition()
    text.family(
      "attune_jobs", "gauge", "Jobs, by state.",
      JobSummary.State.allCases.map { ("state=\"\($0.rawValue)\"", jobs[$0] ?? 0) } + [
        ("state=\"UNREADABLE\"", unreadable)
      ])
    text.family(
      "attune_trials", "gauge", "Trials of all jobs, by state.",
      TrialRecord.State.allCases.map { ("state=\"\($0.rawValue)\"", trials[$0] ?? 0) })
    text.family(
      "attune_http_requests_total", "counter", "Requests that were answered, by HTTP status.",
      counts.byStatus.sorted { $0.key < $1.key }.map { ("code=\"\($0.key)\"", $0.value) })
    text.family("attune_event_streams", "gauge", "Event streams that are open.", [("", tails.watchers)])
    return text.text
  }
}

/// Prometheus' text format, version 0.0.4.
private struct Exposition {
  private(set) var text = ""

  mutating func family(_ name: String, _ type: String, _ help: String, _ samples: [(labels: String, value: Int)]) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    for (labels, value) in samples { text += "\(name)\(labels.isEmpty ? "" : "{\(labels)}") \(value)\n" }
  }
}
