// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal
import FoundationEssentials

/// A TensorBoard that runs as long as this command does.
struct TensorBoardServer: Sendable {
  private let process: CompanionProcess
  /// Of this process alone, since its URL is read in it.
  private let log: String

  /// - Parameter port: nil for the first free one that TensorBoard finds, 0 for any.
  init(_ found: TensorBoardProgram, port: Int?, arguments: [String], folder: String) {
    let isOpen = arguments.contains { $0.hasPrefix("--host") || $0 == "--bind_all" }
    log = "\(folder)/.log.\(Composition.owner.pid)"
    process = CompanionProcess(
      program: found.program,
      arguments: found.arguments + ["--logdir", folder] + (port.map { ["--port", "\($0)"] } ?? [])
        + (isOpen ? [] : ["--host", "127.0.0.1"]) + arguments,
      environment: Composition.environment, log: log)
  }

  /// Runs it until the task is cancelled.
  ///
  /// - Parameters:
  ///   - work: goes on beside it.
  ///   - ready: called with its URL once it listens.
  /// - Throws: where it ends by itself, with what it said last.
  func run(
    beside work: @escaping @Sendable () async throws -> Void, ready: @escaping @Sendable (String) -> Void
  ) async throws -> AttuneExit {
    try? FileManager.default.removeItem(atPath: log)
    defer { try? FileManager.default.removeItem(atPath: log) }
    return try await withThrowingTaskGroup(of: Int?.self) { group in
      group.addTask { try await process.run() }
      group.addTask {
        try await work()
        return nil
      }
      group.addTask {
        while true {
          if let url {
            ready(url)
            return nil
          }
          try await Task.sleep(for: .milliseconds(50))
        }
      }
      defer { group.cancelAll() }
      while let status = try await group.next() {
        guard let status else { continue }
        guard status == 0 else { throw InputError("TensorBoard ended with status \(status)\(lastWords)") }
        return .done
      }
      return .done
    }
  }

  /// As it tells it: `TensorBoard 2.21.0 at http://127.0.0.1:6006/ (Press CTRL+C to quit)`. Of two that start at the
  /// same time, only each itself knows which port it has got.
  private var url: String? {
    guard let text = try? String(contentsOfFile: log, encoding: .utf8),
      let line = text.split(separator: "\n").last(where: { $0.contains("TensorBoard") && $0.contains(" at http") })
    else { return nil }
    return line.split(separator: " ").first { $0.hasPrefix("http") }.map(String.init)
  }

  private var lastWords: String {
    let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
    let lines = text.split(separator: "\n").suffix(8)
    return lines.isEmpty ? "" : "; it said:\n" + lines.map { "  \($0)" }.joined(separator: "\n")
  }
}
