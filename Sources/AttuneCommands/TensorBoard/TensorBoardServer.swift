// SPDX-License-Identifier: Apache-2.0
import AttuneLocal
import FoundationEssentials

/// A TensorBoard that runs as long as this command does.
struct TensorBoardServer: Sendable {
  private let process: CompanionProcess
  private let port: Int
  private let log: String

  init(_ found: TensorBoardProgram, port: Int, arguments: [String], log: String) {
    let isOpen = arguments.contains { $0.hasPrefix("--host") || $0 == "--bind_all" }
    let folder = String(log[..<(log.lastIndex(of: "/") ?? log.endIndex)])
    process = CompanionProcess(
      program: found.program,
      arguments: found.arguments + ["--logdir", folder, "--port", "\(port)"]
        + (isOpen ? [] : ["--host", "127.0.0.1"]) + arguments,
      environment: Composition.environment, log: log)
    self.port = port
    self.log = log
  }

  /// Runs it until the task is cancelled.
  ///
  /// - Parameters:
  ///   - work: goes on beside it.
  ///   - ready: called once it answers.
  /// - Throws: where it ends by itself, with what it said last.
  func run(
    beside work: @escaping @Sendable () async throws -> Void, ready: @escaping @Sendable () -> Void
  ) async throws -> AttuneExit {
    try await withThrowingTaskGroup(of: Int?.self) { group in
      group.addTask { try await process.run() }
      group.addTask {
        try await work()
        return nil
      }
      group.addTask {
        while !LoopbackPort.answers(port) { try await Task.sleep(for: .milliseconds(50)) }
        ready()
        return nil
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

  private var lastWords: String {
    let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
    let lines = text.split(separator: "\n").suffix(8)
    return lines.isEmpty ? "" : "; it said:\n" + lines.map { "  \($0)" }.joined(separator: "\n")
  }
}
