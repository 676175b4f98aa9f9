// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@Suite struct `A trial that goes wrong` {
  @Test func `by a traceback is failed, with its last lines, and the others go on`() throws {
    let project = try Project("odd", tuning: Project.tuning(trials: 6))
    let run = try project.attune("run", "--seed", "1", "failing.py")
    #expect(run.status == 0, "\(run.words)")
    let trials = try project.attune("trials", "--format", "json").objects()
    #expect(trials.count == 6)
    let failed = trials.filter { $0["state"] as? String == "FAILED" }
    #expect(!failed.isEmpty && failed.count < 6)
    #expect(failed.allSatisfy { $0["reason"] as? String == "the trainer exited with status 1" })
    #expect(failed.allSatisfy { ($0["log"] as? String)?.contains("more than this trainer can bear") == true })
  }

  @Test func `every time fails the job with exit code 3, in the service's words`() throws {
    let project = try Project("odd", tuning: Project.tuning(trials: 8, from: 0.6))
    let run = try project.attune("run", "failing.py")
    #expect(run.status == 3)
    #expect(run.words.contains("failed before any other successful trials were completed"))
    #expect(run.words.contains("The replica master 0 exited with a non-zero status of 1. Termination reason: Error."))
    #expect(try project.attune("trials", "--format", "json").objects().count == 3)
  }

  @Test func `for want of the metric is infeasible, and after three of them the brake ends the job with 4`() throws {
    let project = try Project("odd", tuning: Project.tuning(trials: 8))
    let run = try project.attune("run", "metricless.py")
    #expect(run.status == 4)
    let trials = try project.attune("trials", "--format", "json").objects()
    #expect(trials.count == 3)
    let reason = "the trainer wrote no scalar tagged 'accuracy'; it wrote 'accurate' (did you mean that?), 'val_loss'"
    #expect(trials.allSatisfy { $0["reason"] as? String == reason })
    #expect(trials.allSatisfy { $0["state"] as? String == "SUCCEEDED" && $0["finalMetric"] == nil })
  }

  @Test func `by writing NaN last is infeasible`() throws {
    let project = try Project("odd", tuning: Project.tuning(trials: 2))
    let run = try project.attune("run", "--", "python3", "nan.py")
    #expect(run.status == 4)
    let trials = try project.attune("trials", "--format", "json").objects()
    #expect(trials.allSatisfy { $0["reason"] as? String == "the metric 'accuracy' is NaN at step 2" })
  }

  @Test func `by hanging and ignoring TERM is gone, with its child, when the job is cancelled`() throws {
    let project = try Project("odd", tuning: Project.tuning(trials: 2))
    let run = try project.start(["run", "hanging.sh"])
    try eventually("the trainer hangs") {
      (try? project.attempt(1)).map { FileManager.default.fileExists(atPath: $0.path + "/work/pids") } ?? false
    }
    let pids = try String(contentsOf: project.attempt(1).appending(path: "work/pids"), encoding: .utf8)
      .split(whereSeparator: \.isWhitespace).compactMap { pid_t($0) }
    #expect(pids.count == 2)
    #expect(pids.allSatisfy { kill($0, 0) == 0 })
    #expect(try project.attune("cancel").status == 0)
    #expect(try run.finish().status == 3)
    #expect(pids.allSatisfy { kill($0, 0) != 0 })
    #expect(try project.attune("status", "--format", "json").output.contains(#""state": "CANCELLED""#))
  }
}
