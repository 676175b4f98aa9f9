// SPDX-License-Identifier: Apache-2.0
import Foundation
import FoundationNetworking

/// A TensorBoard that `attune tensorboard` has started, as its own page asks it.
struct TensorBoardPage {
  let url: URL

  /// - Parameter output: what the command printed.
  init?(printed output: String) {
    guard output.hasSuffix("/\n"), let url = URL(string: output.trimmingCharacters(in: .newlines)) else { return nil }
    self.url = url
  }

  /// A session of the HParams plugin: one trial.
  struct Session {
    let name: String
    let status: String
    let parameters: [String: Any]
    /// By tag.
    let metrics: [String: Double]
  }

  var runs: [String] { (try? json("data/runs") as? [String]) ?? [] }

  var isThere: Bool { (try? json("data/environment")) != nil }

  /// The names of parameters, and of metrics as they are headed.
  func experiment() throws -> (parameters: [String], metrics: [String]) {
    let answer = try json("data/plugin/hparams/experiment", request: [:]) as? [String: Any] ?? [:]
    let parameters = answer["hparamInfos"] as? [[String: Any]] ?? []
    let metrics = answer["metricInfos"] as? [[String: Any]] ?? []
    return (
      parameters.compactMap { $0["name"] as? String }.sorted(), metrics.compactMap { $0["displayName"] as? String }
    )
  }

  func sessions() throws -> [Session] {
    let statuses = ["UNKNOWN", "SUCCESS", "FAILURE", "RUNNING"].map { "STATUS_\($0)" }
    let answer = try json(
      "data/plugin/hparams/session_groups",
      request: ["colParams": [], "allowedStatuses": statuses, "startIndex": 0, "sliceSize": 1_000])
    let groups = (answer as? [String: Any])?["sessionGroups"] as? [[String: Any]] ?? []
    return groups.map { group in
      let values = group["metricValues"] as? [[String: Any]] ?? []
      let metrics = values.compactMap { value -> (String, Double)? in
        guard let tag = (value["name"] as? [String: Any])?["tag"] as? String else { return nil }
        return (value["value"] as? Double).map { (tag, $0) }
      }
      let session = (group["sessions"] as? [[String: Any]])?.first
      return Session(
        name: group["name"] as? String ?? "", status: session?["status"] as? String ?? "",
        parameters: group["hparams"] as? [String: Any] ?? [:],
        metrics: Dictionary(metrics, uniquingKeysWith: { $1 }))
    }.sorted { $0.name < $1.name }
  }

  /// (step, value), by step.
  func scalars(_ tag: String, of run: String) -> [(step: Int, value: Double)] {
    let points = try? json("data/plugin/scalars/scalars", query: ["tag": tag, "run": run]) as? [[Double]]
    return (points ?? []).filter { $0.count == 3 }.map { (Int($0[1]), $0[2]) }
  }

  private func json(_ path: String, request: [String: Any]) throws -> Any {
    let text = String(decoding: try JSONSerialization.data(withJSONObject: request), as: UTF8.self)
    return try json(path, query: ["request": text])
  }

  private func json(_ path: String, query: [String: String] = [:]) throws -> Any {
    let place = url.appending(path: path).appending(
      queryItems: query.map { URLQueryItem(name: $0.key, value: $0.value.replacing("+", with: "%2B")) })
    return try JSONSerialization.jsonObject(with: try Data(contentsOf: place), options: [.fragmentsAllowed])
  }
}
