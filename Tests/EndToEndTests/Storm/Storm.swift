// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// One real job over which processes are killed at random, and the same command is given until the job is finished.
struct Storm {
  enum Target: String, CaseIterable {
    case controller, supervisor, trainer, pair, everything
  }

  static let width = 3
  static let trials = 8

  let project: Project
  private let marker = UUID().uuidString
  private var dice: SplitMix64
  private(set) var kills: [Target: Int] = [:]
  private(set) var lives = 0
  private var history = StormHistory(trials: trials, width: width)
  /// A trial that loses more attempts than this gives up, and may.
  private let calmAfter: Int

  /// - Parameter kills: so many at most; then the job is left alone.
  init(seed: UInt64, kills: Int) throws {
    dice = SplitMix64(state: seed)
    calmAfter = kills
    project = try Project(
      "storm",
      tuning: """
        trainingInput:
          hyperparameters:
            hyperparameterMetricTag: up
            maxTrials: \(Self.trials)
            maxParallelTrials: \(Self.width)
            maxFailedTrials: 1000
            params:
              - {parameterName: x, type: DOUBLE, minValue: 0.0, maxValue: 1.0}
        attune:
          trial: {retries: 1000}

        """)
    let compiler = Process()
    compiler.executableURL = URL(filePath: "/usr/bin/env")
    compiler.arguments = ["cc", "-O1", "-o", "train", "train.c"]
    compiler.currentDirectoryURL = project.folder
    try compiler.run()
    compiler.waitUntilExit()
    try #require(compiler.terminationStatus == 0)
  }

  /// How each life ended, and what it said last.
  var story: String {
    history.lives.map { life in
      "\(life.isStruck ? "killed" : "left alone"), \(life.status): \(life.output.suffix(200)) \(life.words.suffix(200))"
    }
    .joined(separator: "\n")
  }

  private var environment: [String: String] {
    ["STORM": marker, "TRACE": trace.path, "WIDTH": "\(Self.width)"]
  }
  private var trace: URL { project.place.appending(path: "trace") }
  private var killed: Int { kills.values.reduce(0, +) }

  /// - Returns: what the promise is broken by, in words.
  mutating func rage() throws -> [String] {
    // Each life but the last is ended by a kill.
    while try !live() {
      lives += 1
      try #require(lives < 1_000, "the same command does not finish the job")
    }
    try eventually("no process of the job is left", within: 20) { try processes().isEmpty }
    history.trace = (try? String(contentsOf: trace, encoding: .utf8)) ?? ""
    history.table = try project.attune("trials", "--format", "json").objects()
    history.jobs = try project.attune("list", "--format", "json").objects().count
    return history.violations
  }

  /// One life of a controller; true if it ended by itself.
  private mutating func live() throws -> Bool {
    let run = try project.start(["run", "--json", "./train"], environment: environment)
    var isStruck = false
    while run.process.isRunning, killed < calmAfter, !isStruck {
      usleep(UInt32(dice.next() % 250_000))
      guard run.process.isRunning else { break }
      isStruck = try strike(run.process.processIdentifier)
    }
    let result = try run.finish()
    history.lives.append(.init(output: result.output, words: result.words, status: result.status, isStruck: isStruck))
    // A job that is finished when its controller is killed needs no other life: the same command would make a new job.
    if try !isStruck || isFinished() { return true }
    if dice.next() % 2 == 0 { try look() }
    return false
  }

  private func isFinished() throws -> Bool {
    try project.attune("list", "--format", "json").objects().contains { $0["state"] as? String == "SUCCEEDED" }
  }

  /// Someone looks at the table between two lives.
  private mutating func look() throws {
    let looked = try project.attune("trials", "--format", "json")
    if looked.status == 0 { history.earlierTables.append(try looked.objects()) }
  }

  /// Kills; true if the controller was among the victims.
  private mutating func strike(_ controller: pid_t) throws -> Bool {
    let target = Target.allCases[Int(dice.next() % 5)]
    let others = try processes().filter { $0.pid != controller }
    let trainers = others.filter { $0.name == "train" }.sorted { $0.pid < $1.pid }
    let trainer = trainers.isEmpty ? nil : trainers[Int(dice.next() % UInt64(trainers.count))]
    var victims: [pid_t] = []
    switch target {
    case .controller: victims = [controller]
    case .everything: victims = [controller] + others.map(\.pid)
    case .trainer: victims = [trainer?.pid].compactMap(\.self)
    case .supervisor, .pair:
      guard let trainer, others.contains(where: { $0.pid == trainer.parent }) else { return false }
      victims = target == .pair ? [trainer.parent, trainer.pid] : [trainer.parent]
    }
    guard !victims.isEmpty else { return false }
    if target != .controller {
      let hit = target == .everything ? nil : trainer.flatMap { trial(of: $0.pid) }
      history.strikes.append(.init(trial: hit, isLoss: target != .trainer))
    }
    for victim in victims { kill(victim, SIGKILL) }
    kills[target, default: 0] += 1
    return victims.contains(controller)
  }

  /// Whose trainer it is; nil for a process that is gone meanwhile.
  private func trial(of trainer: pid_t) -> Int? {
    let environment = FileManager.default.contents(atPath: "/proc/\(trainer)/environ") ?? Data()
    let prefix = "CLOUD_ML_TRIAL_ID="
    let entry = environment.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }.first {
      $0.hasPrefix(prefix)
    }
    return entry.flatMap { Int($0.dropFirst(prefix.count)) }
  }

  private struct Found {
    let pid: pid_t
    let parent: pid_t
    let name: String
  }

  /// Everything alive that was started by this storm, whatever its parent and session are.
  private func processes() throws -> [Found] {
    try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { entry in
      guard let pid = pid_t(entry), let environment = FileManager.default.contents(atPath: "/proc/\(pid)/environ"),
        environment.contains(Data("STORM=\(marker)".utf8)),
        let status = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
        let name = status.firstIndex(of: "("), let end = status.lastIndex(of: ")")
      else { return nil }
      let fields = status[status.index(after: end)...].split(separator: " ")
      guard fields.count > 1, fields[0] != "Z", let parent = pid_t(fields[1]) else { return nil }
      return Found(pid: pid, parent: parent, name: String(status[status.index(after: name)..<end]))
    }
  }
}

extension Data {
  fileprivate func contains(_ other: Data) -> Bool { range(of: other) != nil }
}

/// The storm's dice: the same seed throws the same.
struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
